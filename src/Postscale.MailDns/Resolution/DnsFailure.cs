namespace Postscale.MailDns.Resolution;

/// <summary>Why a look-up ended in <see cref="DnsOutcome.TemporaryFailure"/>.</summary>
public enum DnsFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>No server answered in time.</summary>
    Timeout,

    /// <summary>The server failed: SERVFAIL (RFC 1035 §4.1.1, code 2).</summary>
    ServerFailure,

    /// <summary>The server will not answer: REFUSED (RFC 1035 §4.1.1, code 5), or another code that says so.</summary>
    Refused,

    /// <summary>The resolver found the DNSSEC signatures bogus (extended errors 6 to 12 of RFC 8914 §4).</summary>
    Bogus,

    /// <summary>The answer could not be read as a DNS message.</summary>
    Malformed,

    /// <summary>The server could not be reached: connection refused, no route.</summary>
    Unreachable,

    /// <summary>Aliases lead in a circle, or the chain is longer than the bound.</summary>
    AliasLoop,

    /// <summary>The resolvers that were asked do not agree, and were required to.</summary>
    Disagreement,
}
