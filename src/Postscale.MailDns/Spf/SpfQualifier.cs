namespace Postscale.MailDns.Spf;

/// <summary>What a directive says of the senders its mechanism matches (RFC 7208 §4.6.2).</summary>
public enum SpfQualifier
{
    /// <summary>"+", also when nothing is written: they may send.</summary>
    Pass,

    /// <summary>"-": they may not send.</summary>
    Fail,

    /// <summary>"~": they probably may not send.</summary>
    SoftFail,

    /// <summary>"?": nothing is said of them.</summary>
    Neutral,
}
