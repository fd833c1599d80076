using System.Diagnostics.CodeAnalysis;
using System.Net;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Webhooks;

/// <summary>What URLs a webhook may have, as far as that can be told without DNS. Addresses are looked at again at each delivery.</summary>
/// <param name="allowHttp">Whether plain HTTP is taken too.</param>
/// <param name="allowPrivate">Whether URLs may lead to this network.</param>
internal sealed class WebhookUrl(bool allowHttp, bool allowPrivate)
{
    /// <summary>The longest URL, in characters.</summary>
    public const int MaxLength = 2048;

    private const string NoUrl = "the 'url' field is not a URL, such as https://host.example.com/path";
    private const string NoHost = "the 'url' field has a host that is no name and no address";

    private static readonly string TooLong = $"the 'url' field is too long: at most {MaxLength} characters, counted with what is escaped";

    /// <summary>Top-level names that never are in the public DNS (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and ICANN's of 2024-07-29).</summary>
    private static readonly string[] NotPublic = ["localhost", "local", "localdomain", "internal", "intranet", "home.arpa", "onion", "invalid", "alt"];

    /// <summary>Reads a URL.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="url">The URL, with its host in the form that is looked up.</param>
    /// <param name="problem">What is wrong with it, as a sentence that begins with the field.</param>
    public bool TryRead(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        url = null;
        problem = Refuse(text, ref url);
        if (problem is null && url!.HostNameType == UriHostNameType.Dns)
        {
            // The name as it is looked up, shown to the server and matched against its certificate: A-labels without a last dot.
            url = new UriBuilder(url) { Host = NameOf(url) }.Uri;
        }

        problem ??= url!.AbsoluteUri.Length > MaxLength ? TooLong : null;
        return problem is null;
    }

    private string? Refuse(string text, ref Uri? url)
    {
        if (text.Length > MaxLength)
        {
            return TooLong;
        }

        // Parsers differ in what they make of these, and so would this service and whoever looks at the URL.
        if (text.Any(c => c is <= ' ' or '\x7F' or '\\') || !Uri.TryCreate(text, UriKind.Absolute, out url))
        {
            return NoUrl;
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && (allowHttp || allowPrivate)))
        {
            return "the 'url' field must begin with https://";
        }

        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return NoUrl;
        }

        var rest = text.AsSpan(start + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
        {
            return "the 'url' field must not hold a user name or password: a delivery is known by its signature";
        }

        if (text.Contains('#', StringComparison.Ordinal))
        {
            return "the 'url' field must not have a fragment ('#…'): it is never sent";
        }

        if (authority.Contains('%'))
        {
            return NoHost;
        }

        return url.Port is > 0 and <= 65535 ? RefuseHost(url) : "the 'url' field has a port that is not from 1 to 65535";
    }

    private string? RefuseHost(Uri url)
    {
        // Odd spellings of addresses (0x7f.1, 2130706433) have been read by now, as whoever connects would read them.
        if (AddressOf(url) is { } address)
        {
            return TargetAddress.RefusalOf(address, allowPrivate) is { } kind ? $"the 'url' field leads to an address that is not on the public Internet ({kind})" : null;
        }

        var host = NameOf(url);
        if (allowPrivate)
        {
            return DnsName.TryParse(host, out _) ? null : NoHost;
        }

        if (NotPublic.Any(n => host == n || host.EndsWith("." + n, StringComparison.Ordinal)))
        {
            return "the 'url' field has a host that is not a name of the public DNS";
        }

        return DomainName.TryParse(host, out _, out var error) ? null : $"the 'url' field has a host that is not a domain name: it {error.Describe()}";
    }

    /// <summary>The address that a URL has in place of a name; null when it has a name.</summary>
    /// <param name="url">The URL.</param>
    public static IPAddress? AddressOf(Uri url) =>
        url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && IPAddress.TryParse(url.DnsSafeHost, out var address) ? address : null;

    /// <summary>The host's name in A-labels, lower-cased and without a last dot; empty where it has none.</summary>
    /// <param name="url">The URL.</param>
    public static string NameOf(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            // Labels that are too long, or mix directions of writing, in the form that is looked up.
            return "";
        }
    }
}
