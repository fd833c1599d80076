using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;
using Postscale.Server.Http;
using Postscale.Server.Publishing;

namespace Postscale.Server.Domains;

/// <summary>The body of a registration. Described here for the API description; read by <see cref="DomainRequests"/>.</summary>
[Description("A domain to register.")]
internal sealed record CreateDomainJson
{
    [Description("The domain name to register, in any spelling: Unicode or A-labels, any case.")]
    public required string Domain { get; init; }

    [Description("What the domain is for: inbound (default), outbound, both or alias.")]
    [AllowedValues("inbound", "outbound", "both", "alias")]
    public string? Type { get; init; }

    [Description("Whether mail for any address of the domain is taken; default false.")]
    public bool? CatchAllEnabled { get; init; }

    [Description("Addition. For type alias: the id or name of the domain that mail is forwarded to.")]
    public string? PrimaryDomain { get; init; }
}

/// <summary>The body of an update. All fields are optional; only those given are changed.</summary>
[Description("The settings to change; those that are not given stay as they are.")]
internal sealed record UpdateDomainJson
{
    [Description("A new type: inbound, outbound, both or alias.")]
    [AllowedValues("inbound", "outbound", "both", "alias")]
    public string? Type { get; init; }

    [Description("Whether mail for any address of the domain is taken.")]
    public bool? CatchAllEnabled { get; init; }

    [Description("Whether the domain takes part in mail.")]
    public bool? Active { get; init; }

    [Description("Addition. For type alias: the id or name of the domain that mail is forwarded to; an empty text takes it away.")]
    public string? PrimaryDomain { get; init; }
}

/// <summary>Reads request bodies and query strings into what they ask for, or into the error to answer.</summary>
/// <param name="names">Which names can be registered.</param>
internal sealed class DomainRequests(DomainNames names)
{
    private const string TypeList = "inbound, outbound, both or alias";

    /// <summary>Reads a registration.</summary>
    public bool TryReadCreate(JsonBody body, [NotNullWhen(true)] out NewDomain? request, [NotNullWhen(false)] out ApiError? error)
    {
        request = null;
        var domain = body.Text("domain");
        var type = ReadType(body);
        var catchAll = body.Truth("catch_all_enabled");
        var primary = ReadPrimary(body);
        error = body.Error ?? type.Error ?? primary.Error;
        if (error is not null)
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(domain))
        {
            error = new ApiError(ErrorCode.FieldRequired, "the 'domain' field is required", "domain");
            return false;
        }

        if (!names.TryRead(domain, out var name, out var refusal))
        {
            error = new ApiError(refusal.IsWellFormed ? ErrorCode.DomainRefused : ErrorCode.DomainInvalid, refusal.Reason, "domain");
            return false;
        }

        var wanted = type.Value ?? DomainType.Inbound;
        if (primary.Value is not null && wanted != DomainType.Alias)
        {
            error = new ApiError(ErrorCode.PrimaryInvalid, "the 'primary_domain' field is for domains of type alias only", "primary_domain");
            return false;
        }

        request = new NewDomain(name, wanted, catchAll ?? false, primary.Value == DomainKey.None ? null : primary.Value);
        return true;
    }

    /// <summary>Reads an update.</summary>
    /// <param name="body">The body.</param>
    /// <param name="change">What it asks for.</param>
    /// <param name="sameName">The name it claims the domain has, if it gives one.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryReadUpdate(JsonBody body, [NotNullWhen(true)] out DomainChange? change, out string? sameName, [NotNullWhen(false)] out ApiError? error)
    {
        sameName = body.Text("domain");
        var type = ReadType(body);
        var primary = ReadPrimary(body);
        change = new DomainChange(type.Value, body.Truth("catch_all_enabled"), body.Truth("active"), primary.Value);
        error = body.Error ?? type.Error ?? primary.Error;
        return error is null;
    }

    /// <summary>Reads which page is asked for.</summary>
    public static bool TryReadQuery(IQueryCollection query, out DomainQuery page, [NotNullWhen(false)] out ApiError? error)
    {
        page = new DomainQuery();
        error = null;
        foreach (var (name, values) in query)
        {
            var value = values.Count == 1 ? values[0] ?? "" : null;
            (page, error) = name switch
            {
                "limit" => QueryParameter.Number(value) is { } limit and >= 1
                    ? (page with { Limit = (int)Math.Min(limit, DomainQuery.MaxLimit) }, null)
                    : (page, QueryParameter.Invalid(name, "a whole number, at least 1")),
                "offset" => QueryParameter.Number(value) is { } offset ? (page with { Offset = offset }, null) : (page, QueryParameter.Invalid(name, "a whole number, at least 0")),
                "sort" => value switch
                {
                    "created_at" => (page with { Sort = DomainSort.CreatedAt }, null),
                    "-created_at" => (page with { Sort = DomainSort.CreatedAtDescending }, null),
                    "domain" => (page with { Sort = DomainSort.Name }, null),
                    _ => (page, QueryParameter.Invalid(name, "created_at, -created_at or domain")),
                },
                "type" => DomainTypes.TryParse(value, out var type) ? (page with { Type = type }, null) : (page, QueryParameter.Invalid(name, TypeList)),
                "verified" => value is "true" or "false" ? (page with { Verified = value == "true" }, null) : (page, QueryParameter.Invalid(name, "true or false")),
                "q" => value is { Length: <= 253 } && !value.Contains('\0', StringComparison.Ordinal) ? (page with { Contains = SearchText(value) }, null) : (page, QueryParameter.Invalid(name, "a text of at most 253 characters")),
                _ => (page, error),
            };
            if (error is not null)
            {
                error = values.Count > 1 ? QueryParameter.Repeated(name) : error;
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads which page is asked for, where there is nothing to sort or filter by.</summary>
    public static bool TryReadPage(IQueryCollection query, out DomainQuery page, [NotNullWhen(false)] out ApiError? error) =>
        TryReadQuery(new QueryCollection(query.Where(q => q.Key is "limit" or "offset").ToDictionary(q => q.Key, q => q.Value)), out page, out error);

    /// <summary>
    /// Reads in which form the records are asked for: by the parameter, or else by the first of the media types that the client
    /// takes best. All others get JSON, as they always did.
    /// </summary>
    public static bool TryReadFormat(HttpRequest request, out DnsFormat format, [NotNullWhen(false)] out ApiError? error)
    {
        error = null;
        format = DnsFormat.Json;
        if (request.Query.TryGetValue("format", out var values))
        {
            error = DnsFormats.TryParse(values.Count == 1 ? values[0] : null, out format) ? null : QueryParameter.Invalid("format", DnsFormats.Choices);
        }
        else if (MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault() is { Quality: null or > 0 } best)
        {
            format = best.MediaType.Value switch
            {
                "text/dns" => DnsFormat.Zone,
                "text/csv" => DnsFormat.Csv,
                _ => DnsFormat.Json,
            };
        }

        return error is null;
    }

    /// <summary>Names are kept in A-labels: a whole name in Unicode is searched as such.</summary>
    private static string? SearchText(string text) => text.Trim() switch
    {
        "" => null,
        var t when MailDns.Names.DomainName.TryParse(t, out var name, out _) && t.Any(c => c > '~') => name.Value,
        var t => t.ToLowerInvariant(),
    };

    private static (DomainType? Value, ApiError? Error) ReadType(JsonBody body) => body.Text("type") switch
    {
        null => (null, null),
        var text when DomainTypes.TryParse(text, out var type) => (type, null),
        _ => (null, new ApiError(ErrorCode.FieldInvalid, $"the 'type' field must be {TypeList}", "type")),
    };

    private static (DomainKey? Value, ApiError? Error) ReadPrimary(JsonBody body) => body.Text("primary_domain") switch
    {
        null => (null, null),
        "" => (DomainKey.None, null),
        var text when DomainNames.ReadKey(text) is { } key => (key, null),
        _ => (null, new ApiError(ErrorCode.PrimaryInvalid, "the 'primary_domain' field takes the id or the name of a domain", "primary_domain")),
    };
}
