namespace Postscale.MailDns.Dmarc;

/// <summary>What a person should know about a DMARC record that receivers apply.</summary>
public enum DmarcWarningKind
{
    /// <summary>The policy is none: nothing is asked of receivers.</summary>
    PolicyNone,

    /// <summary>The policy tags are missing or faulty, so that receivers act as if p=none alone were there (RFC 9989 §4.10.1).</summary>
    PolicyAssumed,

    /// <summary>The p= tag does not follow v= directly, which RFC 7489 §6.4 asked for and older receivers may still do.</summary>
    PolicyNotSecond,

    /// <summary>The domain is testing its policy, so that the one below it is applied (t=y, RFC 9989 §4.7).</summary>
    Testing,

    /// <summary>No valid address for aggregate reports is given, so that none are sent (RFC 9989 §4.7).</summary>
    NoAggregateReports,

    /// <summary>A tag that RFC 9989 removed (pct, ri, rf) is ignored.</summary>
    HistoricTag,

    /// <summary>A tag that RFC 9989 does not know is ignored.</summary>
    UnknownTag,

    /// <summary>A tag with a fault is ignored, and its default holds (RFC 9989 §4.7).</summary>
    FaultyTag,

    /// <summary>A tag's name is not in lower case, and some receivers tell the cases apart (RFC 6376 §3.2).</summary>
    TagNameCase,

    /// <summary>An address for reports has a fault and is ignored.</summary>
    FaultyUri,

    /// <summary>An address for reports has a scheme other than mailto, which few or no receivers support.</summary>
    UnusualScheme,

    /// <summary>An address for reports has a size limit, which RFC 9989 §4.8 tells receivers to ignore.</summary>
    ObsoleteSizeLimit,

    /// <summary>The sp= or np= tag has no effect: the record stands below the organizational domain.</summary>
    SubdomainPolicyIgnored,

    /// <summary>Several DMARC records stand at one name, so that receivers ignore all of them (RFC 9989 §4.10).</summary>
    SeveralIgnored,

    /// <summary>A text that was meant as a DMARC record is ignored.</summary>
    UnusableIgnored,

    /// <summary>The organizational domain is not known, because DNS could not be read above the domain.</summary>
    OrganizationalDomainUnknown,

    /// <summary>DNS could not say whether the domain exists; the policy is given as if it does.</summary>
    ExistenceUnknown,
}
