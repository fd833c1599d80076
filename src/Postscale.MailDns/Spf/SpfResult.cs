namespace Postscale.MailDns.Spf;

/// <summary>What check_host() comes to (RFC 7208 §2.6).</summary>
public enum SpfResult
{
    /// <summary>No record, or no name that could have one.</summary>
    None,

    /// <summary>The domain says nothing about the sender.</summary>
    Neutral,

    /// <summary>The sender may use the domain.</summary>
    Pass,

    /// <summary>The sender may not use the domain.</summary>
    Fail,

    /// <summary>The sender probably may not use the domain.</summary>
    SoftFail,

    /// <summary>DNS could not be read; a later try may end otherwise.</summary>
    TempError,

    /// <summary>The records cannot be understood, or break a limit.</summary>
    PermError,
}
