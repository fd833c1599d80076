using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;

namespace Postscale.Server.PlatformRecords;

/// <summary>
/// What <c>serve</c> does once it listens, beside serving: makes the platform's first DKIM key if there is none, and warns of
/// records of the platform that are not published. Nothing waits for it, and nothing it meets stops the service.
/// </summary>
/// <param name="keys">The platform's keys.</param>
/// <param name="active">The platform's names, read here for the first time.</param>
/// <param name="options">Whether to look at DNS.</param>
/// <param name="dns">Whom to ask.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes the warnings.</param>
public sealed partial class StartCheck(
    DkimKeys keys, ActivePlatform active, PostscaleOptions options, IDnsResolver dns, TimeProvider time, ILogger<StartCheck> logger)
{
    /// <summary>Runs to its end; never throws.</summary>
    /// <param name="stopping">Says when the service stops.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var all = await keys.EnsureAsync(stopping).ConfigureAwait(false);
            var platform = await active.GetAsync(stopping).ConfigureAwait(false);
            if (all.All(k => k.Selector != options.Platform.Selector))
            {
                LogSelector(options.Platform.Selector, platform.Selector);
            }

            if (options.PlatformCheck)
            {
                Tell(await PlatformCheck.RunAsync(PlatformPublication.Of(platform, all, []), dns, time, stopping).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops before it knows.
        }
#pragma warning disable CA1031 // The service serves without it, whatever it was.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!stopping.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    private void Tell(IReadOnlyList<PlatformFinding> findings)
    {
        foreach (var finding in findings.Where(f => f.Verdict is PlatformVerdict.Missing or PlatformVerdict.Wrong))
        {
            LogMissing(finding.Record.Type, finding.Record.Name.Text, finding.Verdict.Text(), finding.Action);
        }

        var unread = findings.Where(f => f.Verdict == PlatformVerdict.Unreadable).Select(f => $"{f.Record.Type} {f.Record.Name}").ToList();
        if (unread.Count > 0)
        {
            LogUnread(string.Join(", ", unread));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the platform's own record {Type} {Name} is {Verdict}: {Action}")]
    private partial void LogMissing(string type, string name, string verdict, string? action);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the platform's own records could not be read: {Records}; 'postscale platform check' looks again")]
    private partial void LogUnread(string records);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the setting 'selector' ({Configured}) has no effect: the database has keys already, and {Active} is the active selector; 'postscale platform dkim rotate' changes it")]
    private partial void LogSelector(string configured, string active);

    [LoggerMessage(Level = LogLevel.Warning, Message = "whether the platform's own records are published could not be looked at")]
    private partial void LogFailed(Exception exception);
}
