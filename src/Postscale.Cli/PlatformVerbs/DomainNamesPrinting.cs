using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;

namespace Postscale.Cli.PlatformVerbs;

/// <summary><c>--domains</c> of <c>platform records</c> and <c>platform check</c>.</summary>
internal static class DomainNamesPrinting
{
    /// <summary>Whether domains have names of their own; says so if not.</summary>
    public static async Task<bool> HasNamesAsync(PlatformSession session)
    {
        if (session.Options.Platform.DkimTargetMode == DkimTargetMode.PerDomain)
        {
            return true;
        }

        await session.Error.WriteLineAsync("postscale: --domains is for platforms with 'dkim-target=per-domain'; here all domains point at the same name").ConfigureAwait(false);
        return false;
    }

    /// <summary>Prints the names of all domains, page by page: there may be a million.</summary>
    public static async Task<int> WriteAsync(PlatformSession session, Platform platform, IReadOnlyList<DkimKey> keys, CancellationToken cancellationToken)
    {
        if (!await HasNamesAsync(session).ConfigureAwait(false))
        {
            return ExitCode.Usage;
        }

        await session.Output.WriteAsync(ZoneFile.DomainsHead(platform)).ConfigureAwait(false);
        await foreach (var page in DomainPublication.PagesAsync(session.Database, platform, keys, cancellationToken).ConfigureAwait(false))
        {
            await session.Output.WriteAsync(string.Concat(page.SelectMany(n => n.ZoneLines).Select(l => l + "\n"))).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    /// <summary>Looks for the names of all domains; gives what is not as it should be.</summary>
    public static async Task<IReadOnlyList<PlatformFinding>> FaultsAsync(
        PlatformSession session, Platform platform, IReadOnlyList<DkimKey> keys, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var faults = new List<PlatformFinding>();
        await foreach (var page in DomainPublication.PagesAsync(session.Database, platform, keys, cancellationToken).ConfigureAwait(false))
        {
            var findings = await PlatformCheck.RunAsync(page, dns, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            faults.AddRange(findings.Where(f => f.Verdict != PlatformVerdict.Ok));
        }

        return faults;
    }
}
