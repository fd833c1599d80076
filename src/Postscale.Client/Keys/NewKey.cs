using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A key to make.</summary>
public sealed record NewKey
{
    /// <summary>What it may do, of those in <see cref="KeyScopes"/>; never more than the key that makes it. The service's own choice if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>In how many days it ends; never, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpiresInDays { get; init; }
}
