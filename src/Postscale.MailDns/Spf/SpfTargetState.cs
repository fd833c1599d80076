namespace Postscale.MailDns.Spf;

/// <summary>The state of the include target's own record. It is the target owner's matter and decides nothing for the domain.</summary>
public enum SpfTargetState
{
    /// <summary>It was not looked at, because time ran out.</summary>
    NotRead,

    /// <summary>One valid record.</summary>
    Usable,

    /// <summary>No record.</summary>
    NoRecord,

    /// <summary>Several records or a syntax error, in it or in what it includes.</summary>
    Invalid,

    /// <summary>DNS could not be read.</summary>
    Unreadable,
}
