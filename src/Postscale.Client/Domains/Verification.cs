using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What a verification came to.</summary>
public sealed record Verification
{
    /// <summary>Whether ownership and the records that the type needs hold.</summary>
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

    /// <summary>When it was checked.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>What came of it, in a sentence or some.</summary>
    public required string Summary { get; init; }

    /// <summary>The hosts that the MX records name, if there are any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MxRecords { get; init; }

    /// <summary>The SPF record, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpfRecord { get; init; }

    /// <summary>Why the ownership record does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OwnershipError { get; init; }

    /// <summary>Why the MX records do not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MxError { get; init; }

    /// <summary>Why the SPF record does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpfError { get; init; }

    /// <summary>Why the DKIM key does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DkimError { get; init; }

    /// <summary>Why the DMARC policy does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DmarcError { get; init; }

    /// <summary>Why the return-path does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReturnPathError { get; init; }

    /// <summary>What is not wrong and should be changed, by record.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Warnings { get; init; }

    /// <summary>Where bounces go, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReturnPath? ReturnPath { get; init; }

    /// <summary>Whether the return-path CNAME is in place, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ReturnPathVerified { get; init; }

    /// <summary>Whether late bounces are seen, for domains that send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DelayedBounceTrackingEnabled { get; init; }

    /// <summary>What was found of each record that the type calls for.</summary>
    public IReadOnlyList<RecordCheck> Checks { get; init; } = [];
}
