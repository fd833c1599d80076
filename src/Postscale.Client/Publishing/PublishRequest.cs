using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>Where and how to publish a domain's records. The service uses the credentials for that request alone; no text made of it shows them.</summary>
public sealed record PublishRequest
{
    /// <summary>By which way. The property of the same name must be given.</summary>
    public required PublishVia Via { get; init; }

    /// <summary>Whether the changes are made; they are only shown, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Apply { get; init; }

    /// <summary>The <see cref="PublishResult.Plan"/> that was agreed to. If it would be another one now, nothing is changed: <see cref="ErrorCodes.PlanChanged"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Plan { get; init; }

    /// <summary>The name server, for <see cref="PublishVia.Rfc2136"/>.</summary>
    [JsonPropertyName("rfc2136")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Rfc2136Target? Rfc2136 { get; init; }

    /// <summary>The server, for <see cref="PublishVia.PowerDns"/>.</summary>
    [JsonPropertyName("powerdns")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PowerDnsTarget? PowerDns { get; init; }

    /// <summary>The account, for <see cref="PublishVia.Cloudflare"/>.</summary>
    [JsonPropertyName("cloudflare")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CloudflareTarget? Cloudflare { get; init; }
}
