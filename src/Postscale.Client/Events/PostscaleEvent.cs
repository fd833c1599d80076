using System.Text.Json;

namespace Postscale.Client;

/// <summary>Something that happened to a domain of the account, or to a webhook: as events are read, and as webhooks are sent.</summary>
public sealed record PostscaleEvent
{
    /// <summary>Its id; the same in every delivery of it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What happened, one of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Its number in the account and environment. Numbers follow one another without gaps, in the order in which things happened; 0 for a test.</summary>
    public required long Sequence { get; init; }

    /// <summary>The environment: live or test.</summary>
    public required string Environment { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What there is to say of it; what it holds depends on the type.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The domain as it was right after the event; null where the event concerns none.</summary>
    /// <exception cref="JsonException">What stands there is none.</exception>
    public Domain? ReadDomain() =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("domain", out var domain) ? domain.Deserialize(Wire.Default.Domain) : null;

    /// <summary>Reads the body of a webhook, once <see cref="WebhookVerifier"/> has found it genuine.</summary>
    /// <param name="body">The body as it came.</param>
    /// <exception cref="JsonException">It is no event.</exception>
    public static PostscaleEvent Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, Wire.Default.PostscaleEvent) ?? throw new JsonException("the body is null and no event");
}
