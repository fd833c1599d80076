using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A URL that events are sent to.</summary>
public sealed record Webhook
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where events are sent.</summary>
    public required string Url { get; init; }

    /// <summary>What you call it.</summary>
    public required string Description { get; init; }

    /// <summary>The types of events that are sent; all if it is empty.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Whether events are sent.</summary>
    public required bool Active { get; init; }

    /// <summary>What deliveries are signed with; given once, when it is made or changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>Until when deliveries are signed with the former secret too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>How often in a row sending has failed.</summary>
    public long Failures { get; init; }

    /// <summary>Since when it fails; null while it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When the next try is; null when nothing waits for one.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the service stopped sending to it; null when it has not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it did.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Tells which it is and nothing of <see cref="Secret"/>, nor of what the URL may hold, so that no log can.</summary>
    public override string ToString() => $"{Id} ({(Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Authority : "no URL")})";
}
