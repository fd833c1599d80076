using System.Diagnostics.CodeAnalysis;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks recursive servers over UDP and TCP. Each query has a fresh socket at a random port, a random identifier and random
/// case (RFC 5452); an answer that does not match is passed over. Nothing is cached here.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The gate never makes a wait handle, so there is nothing to dispose of.")]
public sealed class RecursiveResolver : IDnsResolver
{
    private readonly ResolverOptions _options;
    private readonly ServerRing _ring;
    private readonly SemaphoreSlim _gate;

    /// <summary>Makes a resolver. It holds nothing open between look-ups, and may be used from many threads.</summary>
    /// <param name="options">Whom and how to ask.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RecursiveResolver(ResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _ring = new ServerRing(options, new ServerClient(options.PayloadSize, options.RandomCase, recursionDesired: true));
        _gate = new SemaphoreSlim(options.MaxConcurrentQueries);
    }

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        var clock = new LookupClock(_options.TimeProvider, _options.TotalTimeout);
        var answer = await WaitForTurnAsync(clock, cancellationToken).ConfigureAwait(false)
            ? await ResolveInTurnAsync(name, type, clock, cancellationToken).ConfigureAwait(false)
            : new DnsAnswer
            {
                Name = name,
                Type = type,
                Outcome = DnsOutcome.TemporaryFailure,
                Failure = DnsFailure.Timeout,
                FailureText = $"too many look-ups under way: none of them ended within {Words.Seconds(_options.TotalTimeout)}",
            };
        answer = answer with { Duration = clock.Elapsed };
        _options.Observer?.Invoke(answer);
        return answer;
    }

    private async ValueTask<bool> WaitForTurnAsync(LookupClock clock, CancellationToken cancellationToken)
    {
        if (_gate.Wait(0, CancellationToken.None))
        {
            return true;
        }

        using var deadline = clock.Wait(_options.TotalTimeout, cancellationToken);
        try
        {
            await _gate.WaitAsync(deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async ValueTask<DnsAnswer> ResolveInTurnAsync(DnsName name, RecordType type, LookupClock clock, CancellationToken cancellationToken)
    {
        try
        {
            var chain = new AliasChain(name, _options.MaxAliases);
            var authenticated = true;
            while (true)
            {
                var read = await _ring.AskAsync(chain.Current, type, clock, cancellationToken).ConfigureAwait(false);
                var reading = read.Reading;
                authenticated &= read.Authenticated;
                var followed = chain.TryFollow(reading.Aliases, out var problem);
                if (followed && reading.Kind == ReadingKind.AskOn)
                {
                    continue;
                }

                var answer = new DnsAnswer
                {
                    Name = name,
                    Type = type,
                    Outcome = DnsOutcome.TemporaryFailure,
                    Aliases = chain.Names,
                    Server = read.Server,
                    ExtendedError = read.ExtendedError,
                };
                return (followed, reading.Kind) switch
                {
                    (false, _) => answer with { Failure = DnsFailure.AliasLoop, FailureText = problem },
                    (_, ReadingKind.Found) => answer with { Outcome = DnsOutcome.Found, Records = reading.Records, Authenticated = authenticated },
                    (_, ReadingKind.NoData) => answer with { Outcome = DnsOutcome.NoData, Authenticated = authenticated },
                    (_, ReadingKind.NoSuchName) => answer with { Outcome = DnsOutcome.NoSuchName, Authenticated = authenticated },
                    _ => answer with { Failure = reading.Failure, FailureText = reading.Problem },
                };
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
