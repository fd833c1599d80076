using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Postscale.Server.Domains;

/// <summary>A record to publish, and how it stands.</summary>
[Description("A record to publish, and how it stands.")]
internal sealed record DnsRecordJson
{
    [Description("TXT, MX or CNAME.")]
    [AllowedValues("TXT", "MX", "CNAME")]
    public required string Type { get; init; }

    [Description("The full name to publish it at.")]
    public required string Name { get; init; }

    [Description("The value, without quotes.")]
    public required string Value { get; init; }

    [Description("For MX, the preference.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Range(0, 65535)]
    public int? Priority { get; init; }

    [Description("pending, verified, or for DMARC recommended until it is verified.")]
    [AllowedValues("pending", "verified", "recommended")]
    public required string Status { get; init; }

    [Description("What the record is for.")]
    public required string Purpose { get; init; }

    [Description("Addition. Why it did not hold at the last check.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [Description("Addition. What DNS answered at the last check.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Found { get; init; }

    [Description("Addition. What to change.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }

    [Description("Addition. What holds and should be changed all the same.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}
