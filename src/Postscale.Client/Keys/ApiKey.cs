using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A key of the account.</summary>
public sealed record ApiKey
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The key itself; given once, in the first answer to its making, and null ever after.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Its first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>Its last four characters.</summary>
    public required string LastFour { get; init; }

    /// <summary>The environment that it is for: live or test.</summary>
    public required string Environment { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null if it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the hour; null if it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is the key of this very client.</summary>
    public bool Current { get; init; }

    /// <summary>Tells which it is and nothing of <see cref="Key"/>, so that no log can.</summary>
    public override string ToString() => $"{Id} ({Prefix}…{LastFour})";
}
