namespace Postscale.Client;

/// <summary>The types of events. A newer service may have others.</summary>
public static class EventTypes
{
    /// <summary>A domain was registered.</summary>
    public const string DomainCreated = "domain.created";

    /// <summary>A domain's settings changed.</summary>
    public const string DomainUpdated = "domain.updated";

    /// <summary>A check found a record otherwise than the check before.</summary>
    public const string DomainDnsChanged = "domain.dns_changed";

    /// <summary>Ownership and all that the type needs hold, and did not before.</summary>
    public const string DomainVerified = "domain.verified";

    /// <summary>They do not hold any more.</summary>
    public const string DomainUnverified = "domain.unverified";

    /// <summary>Another account has proved that the name is its own.</summary>
    public const string DomainOwnershipLost = "domain.ownership_lost";

    /// <summary>A domain was removed.</summary>
    public const string DomainDeleted = "domain.deleted";

    /// <summary>The service has stopped sending to a webhook.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>Somebody asked for a test of a webhook; never among the events that are read.</summary>
    public const string WebhookTest = "webhook.test";
}
