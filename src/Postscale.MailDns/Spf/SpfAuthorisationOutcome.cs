namespace Postscale.MailDns.Spf;

/// <summary>Why a domain's record does or does not authorise the senders of an include target.</summary>
public enum SpfAuthorisationOutcome
{
    /// <summary>It does.</summary>
    Holds,

    /// <summary>The domain has no SPF record (RFC 7208 §4.5).</summary>
    NoRecord,

    /// <summary>The record stands only at the retired type 99, which nobody reads (RFC 7208 §3.1).</summary>
    OnlyOtherType,

    /// <summary>The strings of the TXT record join without a space, so that two terms are read as one (RFC 7208 §3.3).</summary>
    LostSpace,

    /// <summary>The domain has more than one SPF record (RFC 7208 §3.2, §4.5).</summary>
    MultipleRecords,

    /// <summary>The domain's own record has a syntax error (RFC 7208 §4.6).</summary>
    SyntaxError,

    /// <summary>The record is in order and nothing in it leads to the target.</summary>
    IncludeMissing,

    /// <summary>The target is reached by a term with "?", "~" or "-" (RFC 7208 §4.6.2).</summary>
    WrongQualifier,

    /// <summary>The target stands behind a term that matches every sender (RFC 7208 §5.1).</summary>
    AfterAll,

    /// <summary>More look-ups than allowed are needed before the target is reached (RFC 7208 §4.6.4).</summary>
    TooManyLookups,

    /// <summary>More terms than allowed find nothing in DNS before the target is reached (RFC 7208 §4.6.4).</summary>
    TooManyVoids,

    /// <summary>An "mx" term before the target has more exchangers than allowed (RFC 7208 §4.6.4).</summary>
    TooManyMxHosts,

    /// <summary>A name that is included or redirected to before the target has no record that can be used (RFC 7208 §5.2, §6.1).</summary>
    DeadInclude,

    /// <summary>Includes or redirects lead in a circle before the target is reached.</summary>
    IncludeLoop,

    /// <summary>DNS could not be read before the question was decided; nothing is known.</summary>
    TemporaryFailure,
}
