using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>The body of a request to publish. Described here for the API description; read by <see cref="PublishRequests"/>.</summary>
[Description("Addition. Where and how to publish. Credentials are used for this request alone, and kept nowhere.")]
internal sealed record PublishBodyJson
{
    [Description("How: by signed updates of the name server (RFC 2136), or by the API of PowerDNS or of Cloudflare. The member of the same name must be there.")]
    [AllowedValues("rfc2136", "powerdns", "cloudflare")]
    public required string Via { get; init; }

    [Description("Whether the changes are made; default false: they are only shown.")]
    public bool? Apply { get; init; }

    [Description("With apply: the plan that was agreed to. If it would be another one now, nothing is changed.")]
    public string? Plan { get; init; }

    [Description("For via rfc2136.")]
    public PublishUpdateJson? Rfc2136 { get; init; }

    [Description("For via powerdns.")]
    public PublishPowerDnsJson? Powerdns { get; init; }

    [Description("For via cloudflare.")]
    public PublishCloudflareJson? Cloudflare { get; init; }
}

/// <summary>A name server that takes signed updates.</summary>
[Description("Addition. A name server that takes updates signed with TSIG (RFC 2136, RFC 8945), over TCP.")]
internal sealed record PublishUpdateJson
{
    [Description("The name server: an address or a name, with a port where it is not 53.")]
    public required string Server { get; init; }

    [Description("The key's name.")]
    public required string KeyName { get; init; }

    [Description("The key's algorithm; default hmac-sha256.")]
    [AllowedValues("hmac-sha256", "hmac-sha384", "hmac-sha512")]
    public string? Algorithm { get; init; }

    [Description("The key's secret in base64.")]
    public required string Secret { get; init; }

    [Description("The zone; found by asking the server when it is not given.")]
    public string? Zone { get; init; }
}

/// <summary>PowerDNS.</summary>
[Description("Addition. PowerDNS Authoritative Server, by version 1 of its HTTP API.")]
internal sealed record PublishPowerDnsJson
{
    [Description("The URL of its web server: what stands before /api/v1.")]
    public required string Url { get; init; }

    [Description("The API key.")]
    public required string ApiKey { get; init; }

    [Description("The server's id in the API; default localhost.")]
    public string? ServerId { get; init; }

    [Description("The zone; found by asking the API when it is not given.")]
    public string? Zone { get; init; }
}

/// <summary>Cloudflare.</summary>
[Description("Addition. Cloudflare, by version 4 of its API.")]
internal sealed record PublishCloudflareJson
{
    [Description("An API token that may read the zone and edit its DNS.")]
    public required string ApiToken { get; init; }

    [Description("The zone's id; found by asking the API when it is not given.")]
    public string? ZoneId { get; init; }
}

/// <summary>What publishing came to.</summary>
[Description("Addition. What publishing changes, or has changed.")]
internal sealed record PublishJson
{
    [Description("The name, as lower-case A-labels.")]
    public required string Domain { get; init; }

    [Description("The zone that holds it.")]
    public required string Zone { get; init; }

    [Description("How.")]
    [AllowedValues("rfc2136", "powerdns", "cloudflare")]
    public required string Via { get; init; }

    [Description("Whether the changes were made.")]
    public required bool Applied { get; init; }

    [Description("The plan's name: the same changes have the same.")]
    public required string Plan { get; init; }

    [Description("What is done about each record.")]
    public required IReadOnlyList<PublishChangeJson> Changes { get; init; }

    [Description("What the verification after the changes came to; null when nothing was applied.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required VerifyJson? Verification { get; init; }

    public static PublishJson Of(string domain, string via, PublishOutcome outcome, RecordContext context) => new()
    {
        Domain = domain,
        Zone = outcome.Zone.Text,
        Via = via,
        Applied = outcome.IsApplied,
        Plan = outcome.Plan,
        Changes = [.. outcome.Changes.Select(PublishChangeJson.Of)],
        Verification = outcome.Check is { } check ? VerifyJson.Of(check, context) : null,
    };
}

/// <summary>What is done about a record.</summary>
[Description("Addition. What is done about a record. Other records of the same name and type are left as they are, and not shown.")]
internal sealed record PublishChangeJson(
    [property: Description("Added, replaced, left as it is, or left because something is in the way."), AllowedValues("create", "update", "keep", "conflict")] string Action,
    [property: Description("What kind of record."), AllowedValues("ownership", "mx", "spf", "dkim", "dmarc", "return_path")] string Record,
    [property: Description("The type.")] string Type,
    [property: Description("The full name.")] string Name,
    [property: Description("The values before.")] IReadOnlyList<string> Before,
    [property: Description("The values afterwards.")] IReadOnlyList<string> After,
    [property: Description("Why, where there is something to say; otherwise null."), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason)
{
    private const int MaxValue = 4096;

    public static PublishChangeJson Of(PlannedChange change) => new(
        change.Action switch
        {
            PlanAction.Create => "create",
            PlanAction.Update => "update",
            PlanAction.Keep => "keep",
            _ => "conflict",
        },
        change.Kind.Name,
        change.Type,
        change.Name.Text,
        [.. change.Before.Select(v => Sentence.Cut(v, MaxValue))],
        [.. change.After.Select(v => Sentence.Cut(v, MaxValue))],
        change.Reason);
}
