using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Accounts;

/// <summary>The body that replaces a key.</summary>
[Description("How to replace a key.")]
internal sealed record RotateKeyJson
{
    [Description("For how many minutes the former key works on, at most to its own end; 0 revokes it at once. Default 1440, a day."), Range(0, 5_256_000)]
    public int? OverlapMinutes { get; init; }
}
