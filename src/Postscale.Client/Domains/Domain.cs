using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A domain of the account.</summary>
public sealed record Domain
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, as lower-case A-labels.</summary>
    [JsonPropertyName("domain")]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required DomainType Type { get; init; }

    /// <summary>Whether ownership and the records that its type needs hold.</summary>
    public required bool Verified { get; init; }

    /// <summary>Whether the ownership TXT record is there.</summary>
    public required bool OwnershipVerified { get; init; }

    /// <summary>Whether the MX records lead to the platform.</summary>
    public required bool MxVerified { get; init; }

    /// <summary>Whether SPF authorises the platform.</summary>
    public required bool SpfVerified { get; init; }

    /// <summary>Whether the DKIM key is in place.</summary>
    public required bool DkimVerified { get; init; }

    /// <summary>Whether a DMARC policy is published.</summary>
    public required bool DmarcVerified { get; init; }

    /// <summary>Whether mail for any address of the domain is taken.</summary>
    public required bool CatchAllEnabled { get; init; }

    /// <summary>Whether the domain takes part in mail.</summary>
    public required bool Active { get; init; }

    /// <summary>When its records were last looked up; null before the first time.</summary>
    public DateTimeOffset? LastDnsCheck { get; init; }

    /// <summary>When it last became verified; null while it is not.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its settings or its state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether the return-path CNAME is in place.</summary>
    public bool ReturnPathVerified { get; init; }

    /// <summary>Whether mail may be sent as the domain now.</summary>
    public bool CanSend { get; init; }

    /// <summary>Whether mail for the domain is accepted now.</summary>
    public bool CanReceive { get; init; }

    /// <summary>On an alias: the name of the domain that mail is forwarded to, if it has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrimaryDomain { get; init; }
}
