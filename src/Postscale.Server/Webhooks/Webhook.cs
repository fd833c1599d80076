using Postscale.Server.Accounts;

namespace Postscale.Server.Webhooks;

/// <summary>A URL that an account's events are sent to. Its secret is not part of it: only what sends reads that.</summary>
public sealed record Webhook
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The environment whose events it gets.</summary>
    public required KeyEnvironment Environment { get; init; }

    /// <summary>Where events are sent.</summary>
    public required Uri Url { get; init; }

    /// <summary>What its owner calls it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>The types of events it gets; empty for all.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>Whether events are sent.</summary>
    public required bool Active { get; init; }

    /// <summary>When the service stopped sending to it; null if it did not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why the service stopped.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>How many tries have failed since the last that did not.</summary>
    public long Failures { get; init; }

    /// <summary>When the first of these failed; null while none has.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When the next try is due, if anything waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when deliveries are signed with the former secret too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its owner last changed it, or the service disabled it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
