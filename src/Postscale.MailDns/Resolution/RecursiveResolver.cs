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
        answer = answer with { Duration = clock.Elapsed };
        _options.Observer?.Invoke(answer);
        return answer;
    }

    /// <summary>Looks up within the time of a larger look-up.</summary>
    internal async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, LookupClock clock, CancellationToken cancellationToken)
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
}
