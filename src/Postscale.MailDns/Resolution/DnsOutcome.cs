namespace Postscale.MailDns.Resolution;

/// <summary>What a look-up came to. The first three are definite; the last decides nothing.</summary>
public enum DnsOutcome
{
    /// <summary>At least one record of the type that was asked for.</summary>
    Found,

    /// <summary>The name exists and has no record of that type (RFC 2308 §2.2).</summary>
    NoData,

    /// <summary>The name does not exist: NXDOMAIN (RFC 2308 §2.1).</summary>
    NoSuchName,

    /// <summary>DNS could not be read: time-out, SERVFAIL, REFUSED, a bogus signature, a malformed answer.</summary>
    TemporaryFailure,
}
