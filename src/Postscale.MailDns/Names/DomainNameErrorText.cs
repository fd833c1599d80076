namespace Postscale.MailDns.Names;

/// <summary>Words for <see cref="DomainNameError"/>.</summary>
public static class DomainNameErrorText
{
    /// <summary>
    /// What is wrong and what to do, as the end of a sentence that starts with the name or the field: "'domain' " + "has one label only; …".
    /// No capital at the start, no full stop at the end, and nothing of the input in it.
    /// </summary>
    /// <param name="error">The error.</param>
    public static string Describe(this DomainNameError error) => error switch
    {
        DomainNameError.None => "is a domain name",
        DomainNameError.Empty => "is empty; give a domain name such as example.com",
        DomainNameError.TooLong => "is too long; a domain name has at most 253 characters, counted in its xn-- form",
        DomainNameError.EmptyLabel => "has a dot too many; labels are separated by single dots, and one may stand at the end",
        DomainNameError.LabelTooLong => "has a label that is too long; between two dots there are at most 63 characters, counted in the xn-- form",
        DomainNameError.SingleLabel => "has one label only; give the full name, such as example.com",
        DomainNameError.IpAddress => "is an IP address; give a domain name",
        DomainNameError.NumericTopLevel => "ends in a number; no top-level domain is one",
        DomainNameError.Hyphen => "has a label that starts or ends with a hyphen; put a letter or digit there",
        DomainNameError.Underscore => "has an underscore; give the domain itself, without labels such as _dmarc",
        DomainNameError.Wildcard => "has an asterisk; give the domain itself, without the wildcard",
        DomainNameError.EmailAddress => "is an e-mail address; give what follows the @ sign",
        DomainNameError.Url => "is a web address or has a port; give the host name alone, without scheme, port and path",
        DomainNameError.InvalidCharacter => "has a character that domain names do not allow; use letters, digits, hyphens and dots",
        DomainNameError.InvalidALabel => "has a label that starts with xn-- but encodes no valid name; give the name in Unicode, or correct the label",
        DomainNameError.InvalidUnicode => "has a character that internationalised domain names do not allow, or not in that place; check for invisible characters and symbols",
        DomainNameError.MixedDirection => "mixes right-to-left and left-to-right characters within a label, or has a label that starts or ends with a character of no direction",
        DomainNameError.IdnaUnavailable => "has characters beyond ASCII, which this server cannot convert; give the name in its xn-- form",
        _ => "is not a domain name",
    };
}
