namespace Postscale.MailDns.Updates;

/// <summary>What a signed request came to.</summary>
public enum SignedOutcome
{
    /// <summary>It was done, or answered.</summary>
    Done,

    /// <summary>The name that was asked for does not exist.</summary>
    NoSuchName,

    /// <summary>What the update requires is not so: the zone has changed (RFC 2136 §3.2).</summary>
    RequirementFailed,

    /// <summary>The server does not know the key, or not with this algorithm (BADKEY, RFC 8945 §5.2.1).</summary>
    BadKey,

    /// <summary>The secret is not the one the server has (BADSIG, RFC 8945 §5.2.2).</summary>
    BadSignature,

    /// <summary>The clocks differ too much (BADTIME, RFC 8945 §5.2.3).</summary>
    BadTime,

    /// <summary>The server does not hold the zone (NOTAUTH, NOTZONE).</summary>
    NotAuthoritative,

    /// <summary>The server knows the key and does not allow this.</summary>
    Refused,

    /// <summary>The server failed, or does not know updates.</summary>
    Failed,

    /// <summary>The server could not be reached, or did not answer.</summary>
    Unreachable,

    /// <summary>What came is no answer to the request, or its signature is not the server's.</summary>
    NotGenuine,
}
