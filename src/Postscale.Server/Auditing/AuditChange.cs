using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Postscale.Server.Auditing;

/// <summary>A field that changed.</summary>
/// <param name="Before">What it was, as text; null: there was nothing.</param>
/// <param name="After">What it is, as text; null: there is nothing.</param>
[Description("A field that changed.")]
public sealed record AuditChange(
    [property: Description("What it was, as text; null: there was nothing."), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Before,
    [property: Description("What it is now, as text; null: there is nothing."), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? After);
