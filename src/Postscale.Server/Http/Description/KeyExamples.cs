using System.Text.Json;
using System.Text.Json.Nodes;
using Postscale.Server.Accounts;
using Postscale.Server.Options;

namespace Postscale.Server.Http.Description;

/// <summary>Examples of keys, made by the code that makes real answers.</summary>
internal static class KeyExamples
{
    public const string Id = "019bd0b8-31c7-7d55-9a3e-2f6f1c1f0a11";

    private static readonly DateTimeOffset s_created = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    private static readonly Caller s_caller =
        new(Guid.Parse("019bd0b7-1f00-7a10-8c11-0a5be3c1d201"), Guid.Empty, KeyEnvironment.Live, KeyScopes.All, "ps_live_Q2Wm", "7TbK");

    private static readonly ApiKey s_key = new()
    {
        Id = Guid.Parse(Id),
        AccountId = Guid.Empty,
        AccountName = "default",
        Environment = KeyEnvironment.Live,
        Scopes = KeyScopes.Read,
        Prefix = "ps_live_4fGh",
        LastFour = "9xYz",
        CreatedAt = s_created,
        ExpiresAt = s_created.AddDays(90),
    };

    private static readonly ApiKey s_own = s_key with
    {
        Id = s_caller.KeyId,
        Scopes = KeyScopes.All,
        Prefix = s_caller.Prefix,
        LastFour = s_caller.LastFour,
        CreatedAt = s_created.AddDays(-30),
        ExpiresAt = null,
        LastUsedAt = s_created.AddMinutes(-30),
    };

    public static JsonNode CreateBody(Platform platform) => JsonNode.Parse("""{ "scopes": ["read"], "expires_in_days": 90 }""")!;

    public static JsonNode RotateBody(Platform platform) => JsonNode.Parse("""{ "overlap_minutes": 60 }""")!;

    public static JsonNode Made(Platform platform) =>
        JsonSerializer.SerializeToNode(KeyJson.Of(s_key, s_caller) with { Key = "ps_live_4fGh…9xYz, 46 characters in all" }, ApiJson.Wire.KeyJson)!;

    public static JsonNode Listed(Platform platform) =>
        JsonSerializer.SerializeToNode(new KeyListJson([KeyJson.Of(s_key, s_caller), KeyJson.Of(s_own, s_caller)], 50, 0), ApiJson.Wire.KeyListJson)!;

    public static JsonNode Revoked(Platform platform) => JsonSerializer.SerializeToNode(RevokedJson.Instance, ApiJson.Wire.RevokedJson)!;
}
