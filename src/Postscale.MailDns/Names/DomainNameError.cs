namespace Postscale.MailDns.Names;

/// <summary>Why a text is not a domain name that mail can be set up for. <see cref="DomainNameErrorText.Describe"/> words each.</summary>
public enum DomainNameError
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Nothing was given, or white space and a dot only.</summary>
    Empty,

    /// <summary>Over 253 octets as A-labels (RFC 1035 §2.3.4), or over 1,024 characters as given.</summary>
    TooLong,

    /// <summary>Two dots in a row, a dot at the start, or two at the end.</summary>
    EmptyLabel,

    /// <summary>A label is over 63 octets as an A-label (RFC 1035 §2.3.4).</summary>
    LabelTooLong,

    /// <summary>There is one label only.</summary>
    SingleLabel,

    /// <summary>It is an IPv4 or IPv6 address, in any of the forms that programs read as one.</summary>
    IpAddress,

    /// <summary>The last label is a number, so that programs take the whole for an IPv4 address (RFC 3696 §2, WHATWG URL "ends in a number").</summary>
    NumericTopLevel,

    /// <summary>A label starts or ends with a hyphen (RFC 952, RFC 5891 §4.2.3.1).</summary>
    Hyphen,

    /// <summary>There is an underscore; names of hosts have none (RFC 1123 §2.1).</summary>
    Underscore,

    /// <summary>There is an asterisk.</summary>
    Wildcard,

    /// <summary>It has an @ sign.</summary>
    EmailAddress,

    /// <summary>It has a scheme, a port or a path.</summary>
    Url,

    /// <summary>An ASCII character other than letter, digit, hyphen or dot (RFC 1123 §2.1).</summary>
    InvalidCharacter,

    /// <summary>A label starts with "xn--" but is not what any Unicode label turns into (RFC 5890 §2.3.2.1).</summary>
    InvalidALabel,

    /// <summary>A label has a character that UTS #46 does not allow, or not in this place.</summary>
    InvalidUnicode,

    /// <summary>Right-to-left and left-to-right text mix in a way that cannot be displayed reliably (RFC 5893 §2).</summary>
    MixedDirection,

    /// <summary>It has characters beyond ASCII, and this system has no Unicode data (ICU) to convert them with.</summary>
    IdnaUnavailable,
}
