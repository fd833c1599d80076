using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>
/// Has a domain verified at an interval until it is, and reads its records in between: they also change by what others ask for. What passes is shown
/// and waited for; a 429 for as long as it says.
/// </summary>
internal sealed class Watch(PostscaleClient client, WatchView view, TimeSpan interval, TimeSpan? patience, TimeProvider time)
{
    private static readonly TimeSpan s_readEvery = TimeSpan.FromSeconds(5);

    /// <summary>Timers take no more than 2³² ms; who waits for longer is not held up by one call.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(49);

    private DnsRecords? _dns;
    private string? _note;
    private string? _told;
    private int? _failure;
    private DateTimeOffset _next;

    /// <summary>Runs until the domain is verified or the time is over.</summary>
    public async Task<int> RunAsync(string domain, CancellationToken cancellationToken)
    {
        var end = patience is { } bound ? time.GetUtcNow() + bound : DateTimeOffset.MaxValue;
        // No call goes on after the end.
        using var over = new CancellationTokenSource(patience < s_longestTimer ? patience.Value : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        _next = time.GetUtcNow();
        while (true)
        {
            try
            {
                await LookAsync(domain, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time ended within a look: what is known is what the one before has found.
                _failure ??= _dns is null ? ExitCode.Network : null;
                _note = _dns is null ? _told ?? "the service did not answer within the time" : null;
            }

            var now = time.GetUtcNow();
            var isOver = _dns is { Verified: true } || now >= end || over.IsCancellationRequested;
            view.Show(_dns, _note, isOver ? null : _next);
            if (isOver)
            {
                return _dns is { Verified: true } ? ExitCode.Done : _failure ?? ExitCode.Failed;
            }

            await WaitAsync(Earliest(_next, _note is null ? now + s_readEvery : _next, end), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(string domain, CancellationToken cancellationToken)
    {
        _note = null;
        try
        {
            if (time.GetUtcNow() >= _next)
            {
                _next = time.GetUtcNow() + interval;
                await client.Domains.VerifyAsync(domain, cancellationToken: cancellationToken).ConfigureAwait(false);
                _next = time.GetUtcNow() + interval;
            }

            _dns = await client.Domains.GetDnsRecordsAsync(domain, cancellationToken).ConfigureAwait(false);
            _failure = null;
        }
        catch (PostscaleException e) when (e.IsTransient)
        {
            _note = _told = ApiVerb.Sentence(e);
            _failure = ApiVerb.ExitOf(e);
            var wait = e.RetryAfter is { } asked && asked > interval ? asked : interval;
            _next = time.GetUtcNow() + wait;
        }
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(view.Pace > TimeSpan.Zero && view.Pace < left ? view.Pace : left, time, cancellationToken).ConfigureAwait(false);
            if (view.Pace > TimeSpan.Zero)
            {
                view.Show(_dns, _note, _next);
            }
        }
    }

    private static DateTimeOffset Earliest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var earliest = times[0];
        foreach (var other in times)
        {
            earliest = other < earliest ? other : earliest;
        }

        return earliest;
    }
}
