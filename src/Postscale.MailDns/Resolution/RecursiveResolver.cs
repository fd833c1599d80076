using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks recursive servers over UDP and TCP. Each query has a random port, a random identifier and random case (RFC 5452); an
/// answer that does not match is passed over. Nothing is cached here.
/// </summary>
public sealed class RecursiveResolver : IDnsResolver
{
    private readonly ResolverOptions _options;
    private readonly ServerRing _ring;

    /// <summary>Makes a resolver. It holds nothing open between look-ups, and may be used from many threads.</summary>
    /// <param name="options">Whom and how to ask.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RecursiveResolver(ResolverOptions options)
        : this(options, GateOf(options))
    {
    }

    internal static QueryGate GateOf(ResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new QueryGate(options.MaxConcurrentQueries);
    }

    internal RecursiveResolver(ResolverOptions options, QueryGate gate)
    {
        _options = options;
        _ring = new ServerRing(options, new ServerClient(options, gate, options.MaxOutstanding, recursionDesired: true));
    }

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        var clock = new LookupClock(_options.TimeProvider, _options.TotalTimeout);
        var answer = await ResolveAsync(name, type, clock, cancellationToken).ConfigureAwait(false);
        _options.Observer?.Invoke(answer);
        return answer;
    }

    /// <summary>Looks up within the time of a larger look-up.</summary>
    internal async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, LookupClock clock, CancellationToken cancellationToken)
    {
        var chain = new AliasChain(name, _options.MaxAliases);
        var authenticated = true;
        var lifetime = uint.MaxValue;
        while (true)
        {
            var read = await _ring.AskAsync(chain.Current, type, clock, cancellationToken).ConfigureAwait(false);
            var reading = read.Reading;
            authenticated &= read.Authenticated;
            lifetime = Math.Min(lifetime, reading.Lifetime);
            var followed = chain.TryFollow(reading.Aliases, out var problem);
            if (followed && reading.Kind == ReadingKind.AskOn)
            {
                continue;
            }

            var outcome = (followed, reading.Kind) switch
            {
                (true, ReadingKind.Found) => DnsOutcome.Found,
                (true, ReadingKind.NoData) => DnsOutcome.NoData,
                (true, ReadingKind.NoSuchName) => DnsOutcome.NoSuchName,
                _ => DnsOutcome.TemporaryFailure,
            };
            var isDefinite = outcome != DnsOutcome.TemporaryFailure;
            return new DnsAnswer
            {
                Name = name,
                Type = type,
                Outcome = outcome,
                Records = outcome == DnsOutcome.Found ? reading.Records : [],
                Aliases = chain.Names,
                Authenticated = isDefinite && authenticated,
                Failure = isDefinite ? DnsFailure.None : followed ? reading.Failure : DnsFailure.AliasLoop,
                FailureText = isDefinite ? null : followed ? reading.Problem : problem,
                Server = read.Server,
                ExtendedError = read.ExtendedError,
                Lifetime = isDefinite ? lifetime : 0,
                Duration = clock.Elapsed,
            };
        }
    }
}
