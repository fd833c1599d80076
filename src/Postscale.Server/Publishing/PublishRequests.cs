using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;
using Postscale.Server.Http;
using Postscale.Server.Options;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Publishing;

/// <summary>Reads what is to be published how, or the error to answer. No error repeats a secret.</summary>
/// <param name="options">What URLs are allowed.</param>
internal sealed class PublishRequests(PostscaleOptions options)
{
    private const int MaxSecret = 1024;
    private const int DnsPort = 53;

    private readonly WebhookUrl _urls = new(options.PublishAllowPrivate, options.PublishAllowPrivate);

    /// <summary>Reads it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="error">What is wrong with it.</param>
    public bool TryRead(JsonBody body, DnsName domain, [NotNullWhen(true)] out PublishRequest? request, [NotNullWhen(false)] out ApiError? error)
    {
        request = null;
        var (via, apply, plan) = (body.Text("via"), body.Truth("apply"), body.Text("plan"));
        error = body.Error
            ?? (via is null ? Required("via") : null)
            ?? (via is "rfc2136" or "powerdns" or "cloudflare" ? null : new ApiError(ErrorCode.FieldInvalid, "the 'via' field must be rfc2136, powerdns or cloudflare", "via"));
        if (error is not null)
        {
            return false;
        }

        var given = body.Nested(via!);
        error = body.Error ?? (given is null ? Required(via!) : null);
        if (error is not null)
        {
            return false;
        }

        var asked = new PublishRequest(via!, apply ?? false, plan);
        (request, error) = via switch
        {
            "rfc2136" => ReadUpdate(asked, given!, domain),
            "powerdns" => ReadPowerDns(asked, given!, domain),
            _ => ReadCloudflare(asked, given!),
        };
        error = given!.Error ?? error;
        return error is null && request is not null;
    }

    private static (PublishRequest?, ApiError?) ReadUpdate(PublishRequest asked, JsonBody given, DnsName domain)
    {
        var (server, name, algorithm, secret) = (given.Text("server"), given.Text("key_name"), given.Text("algorithm"), given.Text("secret"));
        if (given.Error is not null)
        {
            return (null, null);
        }

        if (First(("server", server), ("key_name", name), ("secret", secret)) is { } missing)
        {
            return (null, Required($"rfc2136.{missing}"));
        }

        if (!TryReadServer(server!, out var where))
        {
            return (null, Invalid("rfc2136.server", "HOST or HOST:PORT, the host as an address or a name"));
        }

        if (!DnsName.TryParse(name!.Trim(), out var keyName) || keyName.IsRoot)
        {
            return (null, Invalid("rfc2136.key_name", "the name of a key, as a domain name"));
        }

        if (!TsigKey.TryParseAlgorithm(algorithm ?? "hmac-sha256", out var parsed))
        {
            return (null, Invalid("rfc2136.algorithm", "hmac-sha256, hmac-sha384 or hmac-sha512"));
        }

        if (!TsigKey.TryCreate(keyName, parsed, secret!.Trim(), out var key))
        {
            return (null, Invalid("rfc2136.secret", "the key's secret in base64, of 1 to 512 octets"));
        }

        var (zone, problem) = ReadZone(given, domain, "rfc2136.zone");
        return (asked with { Server = where, Key = key, Zone = zone }, problem);
    }

    private (PublishRequest?, ApiError?) ReadPowerDns(PublishRequest asked, JsonBody given, DnsName domain)
    {
        var (text, secret, server) = (given.Text("url"), given.Text("api_key"), given.Text("server_id") ?? "localhost");
        if (given.Error is not null)
        {
            return (null, null);
        }

        if (First(("url", text), ("api_key", secret)) is { } missing)
        {
            return (null, Required($"powerdns.{missing}"));
        }

        if (!_urls.TryRead(text!, out var url, out var problem))
        {
            return (null, new ApiError(ErrorCode.ProviderTargetInvalid, problem.Replace("'url'", "'powerdns.url'", StringComparison.Ordinal), "powerdns.url"));
        }

        if (url.Query.Length > 0)
        {
            return (null, Invalid("powerdns.url", "the URL of the server, without a query: what stands before /api/v1"));
        }

        if (!IsSecret(secret!))
        {
            return (null, Invalid("powerdns.api_key", "the API key: printable ASCII without spaces"));
        }

        if (server.Length is 0 or > 64 || !server.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return (null, Invalid("powerdns.server_id", "the id of a server: letters, digits, hyphens and underscores"));
        }

        var (zone, wrong) = ReadZone(given, domain, "powerdns.zone");
        return (asked with { Url = new Uri(new Uri(url.AbsoluteUri.TrimEnd('/') + "/"), $"api/v1/servers/{server}/"), Secret = secret!, Zone = zone }, wrong);
    }

    private static (PublishRequest?, ApiError?) ReadCloudflare(PublishRequest asked, JsonBody given)
    {
        var (token, id) = (given.Text("api_token"), given.Text("zone_id"));
        return given.Error is not null ? (null, null)
            : First(("api_token", token)) is { } missing ? (null, Required($"cloudflare.{missing}"))
            : !IsSecret(token!) ? (null, Invalid("cloudflare.api_token", "the API token: printable ASCII without spaces"))
            : id is not null && !CloudflareAccess.IsId(id) ? (null, Invalid("cloudflare.zone_id", "the id of a zone: 32 hexadecimal digits"))
            : (asked with { Secret = token!, ZoneId = id?.ToLowerInvariant() }, null);
    }

    private static (DnsName? Zone, ApiError? Error) ReadZone(JsonBody given, DnsName domain, string field)
    {
        var text = given.Text("zone");
        return text is null ? (null, null)
            : DnsName.TryParse(text.Trim(), out var zone) && !zone.IsRoot && domain.IsAtOrUnder(zone) ? (zone, null)
            : (null, Invalid(field, "the name of a zone that the domain is or lies under"));
    }

    /// <summary>Reads HOST, HOST:PORT or [HOST]:PORT.</summary>
    private static bool TryReadServer(string text, out (string Host, int Port) server)
    {
        server = default;
        if (ResolverEndpoint.TryParse(text, out var address, out _))
        {
            server = (address.Address.ToString(), address.Port);
            return true;
        }

        var (host, port) = (text.Trim(), DnsPort);
        if (host.Split(':') is [var before, var after])
        {
            if (!int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                return false;
            }

            host = before;
        }

        // What looks like an address and was not read as one above is no name either.
        if (!MailDns.Names.DomainName.TryParse(host, out var name, out _))
        {
            return false;
        }

        server = (name.Value, port);
        return true;
    }

    /// <summary>What can stand in a header (RFC 9110 §5.5).</summary>
    private static bool IsSecret(string text) => text.Length is > 0 and <= MaxSecret && text.All(c => c is > ' ' and <= '~');

    private static string? First(params (string Name, string? Value)[] needed) => needed.FirstOrDefault(n => string.IsNullOrWhiteSpace(n.Value)).Name;

    private static ApiError Required(string field) => new(ErrorCode.FieldRequired, $"the '{field}' field is required", field);

    private static ApiError Invalid(string field, string wanted) => new(ErrorCode.FieldInvalid, $"the '{field}' field must be {wanted}", field);
}
