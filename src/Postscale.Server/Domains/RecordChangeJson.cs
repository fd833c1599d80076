using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Postscale.Server.Domains;

/// <summary>A record that a check found otherwise than before.</summary>
[Description("A record that a check found otherwise than the check before.")]
internal sealed record RecordChangeJson
{
    [Description("Which record: ownership, mx, spf, dkim, dmarc or return_path.")]
    public required string Record { get; init; }

    [Description("What the last check that could read it came to: holds, missing or invalid; unreadable if none could, null at the first check.")]
    public required string? Was { get; init; }

    [Description("What this check came to.")]
    public required string Now { get; init; }

    [Description("Why it does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [Description("What DNS answered.")]
    public required IReadOnlyList<string> Found { get; init; }

    [Description("What to change.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }
}
