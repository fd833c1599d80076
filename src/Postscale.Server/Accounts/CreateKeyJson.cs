using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Accounts;

/// <summary>The body that makes a key.</summary>
[Description("A key to make.")]
internal sealed record CreateKeyJson
{
    [Description("What the key may do: any of read, write, webhooks and keys that your own key has. When left out, those of read, write and webhooks that it has.")]
    public IReadOnlyList<string>? Scopes { get; init; }

    [Description("After how many days the key expires; when left out, never."), Range(1, 3650)]
    public int? ExpiresInDays { get; init; }
}
