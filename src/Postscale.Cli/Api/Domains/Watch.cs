using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>
/// Has a domain verified at an interval until it is, and reads its records in between: they also change by what others ask for. What passes is shown
/// and waited for; a 429 for as long as it says.
/// </summary>
internal sealed class Watch(PostscaleClient client, WatchView view, TimeSpan interval, TimeSpan? patience, TimeProvider time)
{
    private static readonly TimeSpan s_readEvery = TimeSpan.FromSeconds(5);

    private DnsRecords? _dns;
    private string? _note;
    private DateTimeOffset _next;

    /// <summary>Runs until the domain is verified or the time is over.</summary>
    public async Task<int> RunAsync(string domain, CancellationToken cancellationToken)
    {
        var end = patience is { } bound ? time.GetUtcNow() + bound : DateTimeOffset.MaxValue;
        _next = time.GetUtcNow();
        while (true)
        {
            await LookAsync(domain, cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var isOver = _dns is { Verified: true } || now >= end;
            view.Show(_dns, _note, isOver ? null : _next);
            if (isOver)
            {
                return _dns is { Verified: true } ? ExitCode.Done : ExitCode.Failed;
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
        }
        catch (PostscaleException e) when (e.IsTransient)
        {
            _note = ApiVerb.Sentence(e);
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
