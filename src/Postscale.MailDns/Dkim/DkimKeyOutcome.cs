namespace Postscale.MailDns.Dkim;

/// <summary>What stands at the name of a DKIM key.</summary>
public enum DkimKeyOutcome
{
    /// <summary>One key record that verifiers can use.</summary>
    Found,

    /// <summary>One key record that revokes its key (RFC 6376 §3.6.1: an empty p= tag).</summary>
    Revoked,

    /// <summary>No key record: no such name, no TXT record, or only TXT records about something else.</summary>
    NotFound,

    /// <summary>More than one key record, for which RFC 6376 §3.6.2.2 defines no result.</summary>
    Several,

    /// <summary>One key record that verifiers cannot use.</summary>
    Unusable,

    /// <summary>DNS could not be read; nothing is decided.</summary>
    TemporaryFailure,
}
