using System.Diagnostics.CodeAnalysis;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>A destination for reports: one URI of the rua= or ruf= tag (RFC 9989 §4.6, §4.8; RFC 3986).</summary>
public sealed record DmarcReportUri
{
    private const string OtherUriCharacters = "-._~:/?#[]@$&'()*+=%";

    private DmarcReportUri(string text, string scheme, string? address, DnsName? host, string? sizeLimit) =>
        (Text, Scheme, Address, Host, SizeLimit) = (text, scheme, address, host, sizeLimit);

    /// <summary>The URI as written, without a size limit.</summary>
    public string Text { get; }

    /// <summary>The scheme in lower case: "mailto".</summary>
    public string Scheme { get; }

    /// <summary>The mail address of a mailto URI as written; null for other schemes.</summary>
    public string? Address { get; }

    /// <summary>The domain of the mail address, or the host of another URI; null where there is none.</summary>
    public DnsName? Host { get; }

    /// <summary>The size limit after an exclamation mark (RFC 7489 §6.2), such as "10m", which receivers ignore today; or null.</summary>
    public string? SizeLimit { get; }

    /// <summary>Whether this is a mail address, the one kind that receivers must support.</summary>
    public bool IsMailto => Address is not null;

    /// <summary>Reads one URI of a list, without white space around it. Never throws.</summary>
    /// <param name="text">The URI.</param>
    /// <param name="uri">The URI, if it is one.</param>
    /// <param name="reason">Why it is none, as part of a sentence.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out DmarcReportUri? uri, [NotNullWhen(false)] out string? reason)
    {
        (uri, reason) = Parse(text ?? "");
        return uri is not null;
    }

    /// <summary>The URI as written, without a size limit.</summary>
    public override string ToString() => Text;

    private static (DmarcReportUri? Uri, string? Reason) Parse(string text)
    {
        if (text.Length == 0)
            return (null, "an address in the list is empty");
        var (body, limit) = SplitSizeLimit(text);

        // RFC 9989 §4.8: commas and exclamation marks must be percent-encoded.
        foreach (var c in body)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !OtherUriCharacters.Contains(c))
                return (null, $"{Excerpt.Quote(text)} is no URI: it holds {(c == ' ' ? "a space" : Excerpt.Quote(c.ToString()))}");
        }

        var colon = body.IndexOf(':');
        if (colon < 0 && body.Contains('@'))
            return (null, $"mailto: is missing before {Excerpt.Quote(text)}");
        if (colon < 1 || !char.IsAsciiLetter(body[0]) || !body[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.'))
            return (null, $"{Excerpt.Quote(text)} is no URI");
        if (!HasWholeEscapes(body))
            return (null, $"{Excerpt.Quote(text)} has a percent sign without two hexadecimal digits after it");

        var scheme = body[..colon].ToLowerInvariant();
        if (scheme == "mailto")
            return ParseMailto(text, body, limit);

        var host = AuthorityOf(body[(colon + 1)..]);
        return scheme is "http" or "https" && host is null
            ? (null, $"{Excerpt.Quote(text)} names no host")
            : (new DmarcReportUri(body, scheme, null, host, limit), null);
    }

    private static (DmarcReportUri? Uri, string? Reason) ParseMailto(string text, string body, string? limit)
    {
        var address = body["mailto:".Length..];
        if (address.IndexOfAny(['?', '#']) is >= 0 and var query)
            address = address[..query];
        var at = address.LastIndexOf('@');
        if (at < 1 || address.StartsWith('/') || HostOf(address[(at + 1)..]) is not { } host)
            return (null, $"{Excerpt.Quote(text)} holds no mail address");
        return (new DmarcReportUri(body, "mailto", address, host, limit), null);
    }

    // RFC 9989 §4.8: obs-dmarc-report-size, "!" 1*DIGIT [ "k" / "m" / "g" / "t" ].
    private static (string Body, string? Limit) SplitSizeLimit(string text)
    {
        var mark = text.LastIndexOf('!');
        if (mark < 0)
            return (text, null);
        var limit = text[(mark + 1)..];
        var digits = limit.TrimEnd('k', 'm', 'g', 't', 'K', 'M', 'G', 'T');
        return limit.Length - digits.Length <= 1 && digits.Length > 0 && digits.All(char.IsAsciiDigit)
            ? (text[..mark], limit)
            : (text, null);
    }

    private static bool HasWholeEscapes(string text)
    {
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
        }

        return true;
    }

    // RFC 3986 §3.2: "//" [ userinfo "@" ] host [ ":" port ], up to the path, query or fragment.
    private static DnsName? AuthorityOf(string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return null;
        var authority = rest[2..];
        if (authority.IndexOfAny(['/', '?', '#']) is >= 0 and var end)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.IndexOf(':');
        return HostOf(port < 0 ? authority : authority[..port]);
    }

    private static DnsName? HostOf(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && DnsName.TryParse(text, out var host) && !host.IsRoot ? host : null;
}
