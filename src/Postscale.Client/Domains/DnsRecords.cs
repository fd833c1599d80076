using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>The records to publish for a domain, and how each stands.</summary>
public sealed record DnsRecords
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

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

    /// <summary>The records, in the order to publish them in.</summary>
    public required IReadOnlyList<DnsRecord> Records { get; init; }

    /// <summary>Where bounces go, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReturnPath? ReturnPath { get; init; }

    /// <summary>Whether the return-path CNAME is in place, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ReturnPathVerified { get; init; }

    /// <summary>Whether late bounces are seen, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DelayedBounceTrackingEnabled { get; init; }
}
