namespace Postscale.Server.Events;

/// <summary>What can happen, by the names that clients see.</summary>
public static class EventTypes
{
    /// <summary>A domain was registered.</summary>
    public const string DomainCreated = "domain.created";

    /// <summary>A domain's settings changed.</summary>
    public const string DomainUpdated = "domain.updated";

    /// <summary>Ownership and all that the type needs hold, and did not before.</summary>
    public const string DomainVerified = "domain.verified";

    /// <summary>They do not hold any more.</summary>
    public const string DomainUnverified = "domain.unverified";

    /// <summary>A check found a record otherwise than the last one.</summary>
    public const string DomainDnsChanged = "domain.dns_changed";

    /// <summary>Another account has proved that the name is its own.</summary>
    public const string DomainOwnershipLost = "domain.ownership_lost";

    /// <summary>A domain was removed.</summary>
    public const string DomainDeleted = "domain.deleted";

    /// <summary>The service has stopped sending to a webhook.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>All types, in the order a domain meets them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [DomainCreated, DomainUpdated, DomainDnsChanged, DomainVerified, DomainUnverified, DomainOwnershipLost, DomainDeleted, WebhookDisabled];
}
