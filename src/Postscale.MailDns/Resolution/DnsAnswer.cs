namespace Postscale.MailDns.Resolution;

/// <summary>
/// The end of one look-up: found, no data, no such name, or a temporary failure. A look-up never throws for any of these.
/// </summary>
public sealed record DnsAnswer
{
    /// <summary>The name that was asked for.</summary>
    public required DnsName Name { get; init; }

    /// <summary>The type that was asked for.</summary>
    public required RecordType Type { get; init; }

    /// <summary>What it came to.</summary>
    public required DnsOutcome Outcome { get; init; }

    /// <summary>The records of the asked type at the end of the alias chain; empty unless <see cref="DnsOutcome.Found"/>.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>
    /// The targets of the aliases (CNAME, also those made from DNAME) that were followed, in order, without the asked name.
    /// Empty when the name is no alias, and when the type asked for was CNAME itself. Kept for negative answers too.
    /// </summary>
    public IReadOnlyList<DnsName> Aliases { get; init; } = [];

    /// <summary>Why it failed; <see cref="DnsFailure.None"/> unless <see cref="DnsOutcome.TemporaryFailure"/>.</summary>
    public DnsFailure Failure { get; init; }

    /// <summary>What a person can be told about the failure, without the name: "the server answered SERVFAIL".</summary>
    public string? FailureText { get; init; }

    /// <summary>The server that answered, as address and port; null when none did.</summary>
    public string? Server { get; init; }

    /// <summary>Whether the resolver says that it validated the answer with DNSSEC: the AD bit (RFC 4035 §3.2.3).</summary>
    public bool Authenticated { get; init; }

    /// <summary>The first extended error code of the answer (RFC 8914), or null.</summary>
    public int? ExtendedError { get; init; }

    /// <summary>How long the look-up took, retries included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// Whether the answer comes from the name servers of the zone themselves, past every cache. Only
    /// <see cref="AuthoritativeResolver"/> gives such answers; where it had to fall back to a recursive server, this is false.
    /// </summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>
    /// What each name server said that <see cref="AuthoritativeResolver"/> asked, for each name of the alias chain in turn;
    /// empty from other resolvers.
    /// </summary>
    public IReadOnlyList<NameServerAnswer> NameServers { get; init; } = [];

    /// <summary>
    /// In what the name servers that answered differ: "2 of 4 name servers of example.com have it"; null when they agree.
    /// </summary>
    public string? Disagreement { get; init; }

    /// <summary>For how many seconds the answer may be kept, aliases included; 0 when it says nothing of that.</summary>
    internal uint Lifetime { get; init; }

    /// <summary>The name the records stand at: the last alias, or the asked name.</summary>
    public DnsName FinalName => Aliases.Count > 0 ? Aliases[^1] : Name;

    /// <summary>Whether the answer decides something: found, no data or no such name.</summary>
    public bool IsDefinite => Outcome != DnsOutcome.TemporaryFailure;

    /// <summary>Whether the look-up definitely ended without a record ("void", RFC 7208 §4.6.4).</summary>
    public bool IsVoid => Outcome is DnsOutcome.NoData or DnsOutcome.NoSuchName;
}
