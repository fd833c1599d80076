using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Postscale.Server.Accounts;

/// <summary>A key as clients see it.</summary>
[Description("An API key of the account.")]
internal sealed record KeyJson
{
    [Description("The key's id.")]
    public required Guid Id { get; init; }

    [Description("Its first twelve characters.")]
    public required string Prefix { get; init; }

    [Description("Its last four characters.")]
    public required string LastFour { get; init; }

    [Description("The environment whose domains it sees: live or test."), AllowedValues("live", "test")]
    public required string Environment { get; init; }

    [Description("What it may do: read, write, webhooks, keys. None includes another.")]
    public required IReadOnlyList<string> Scopes { get; init; }

    [Description("When it was made.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When it expires, or has; null: never.")]
    public required DateTimeOffset? ExpiresAt { get; init; }

    [Description("The hour in which it was last used; null while it was not.")]
    public required DateTimeOffset? LastUsedAt { get; init; }

    [Description("When it was revoked; null while it is not.")]
    public required DateTimeOffset? RevokedAt { get; init; }

    [Description("Whether it is the key of this request.")]
    public required bool Current { get; init; }

    [Description("The key itself. Shown in the first answer to its making and never again, not even to a repeated request with the same Idempotency-Key."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static KeyJson Of(ApiKey key, Caller caller) => new()
    {
        Id = key.Id,
        Prefix = key.Prefix,
        LastFour = key.LastFour,
        Environment = key.Environment.Name(),
        Scopes = key.Scopes.List(),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        RevokedAt = key.RevokedAt,
        Current = key.Id == caller.KeyId,
    };
}
