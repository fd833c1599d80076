using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Postscale.Server.Http;
using Postscale.Server.Records;

namespace Postscale.Server.Domains;

/// <summary>A domain as clients see it.</summary>
[Description("A domain.")]
internal sealed record DomainJson
{
    [Description("The domain's id.")]
    public required Guid Id { get; init; }

    [Description("The name, as lower-case A-labels.")]
    public required string Domain { get; init; }

    [Description("What the domain is for: inbound, outbound, both or alias.")]
    [AllowedValues("inbound", "outbound", "both", "alias")]
    public required string Type { get; init; }

    [Description("Whether ownership and the records that the type needs hold.")]
    public required bool Verified { get; init; }

    [Description("Whether the ownership TXT record is present.")]
    public required bool OwnershipVerified { get; init; }

    [Description("Whether the MX records point to the platform.")]
    public required bool MxVerified { get; init; }

    [Description("Whether SPF authorises the platform.")]
    public required bool SpfVerified { get; init; }

    [Description("Whether the DKIM key is in place.")]
    public required bool DkimVerified { get; init; }

    [Description("Whether a DMARC policy is published.")]
    public required bool DmarcVerified { get; init; }

    [Description("Whether mail for any address of the domain is taken.")]
    public required bool CatchAllEnabled { get; init; }

    [Description("Whether the domain takes part in mail.")]
    public required bool Active { get; init; }

    [Description("When its records were last looked up; null before the first time.")]
    public required DateTimeOffset? LastDnsCheck { get; init; }

    [Description("When the domain last became verified; null while it is not.")]
    public required DateTimeOffset? VerifiedAt { get; init; }

    [Description("When the domain was registered.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When its settings or its state last changed.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("Addition. Whether the return-path CNAME is in place.")]
    public required bool ReturnPathVerified { get; init; }

    [Description("Addition. Whether mail may be sent as the domain now.")]
    public required bool CanSend { get; init; }

    [Description("Addition. Whether mail for the domain is accepted now.")]
    public required bool CanReceive { get; init; }

    [Description("Addition. On aliases only: the name of the domain that mail is forwarded to, or null.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NameOrNull? PrimaryDomain { get; init; }

    public static DomainJson Of(Domain domain) => new()
    {
        Id = domain.Id,
        Domain = domain.Name,
        Type = domain.Type.Name(),
        Verified = domain.Verified,
        OwnershipVerified = domain.Holds(RecordKinds.Ownership),
        MxVerified = domain.Holds(RecordKinds.Mx),
        SpfVerified = domain.Holds(RecordKinds.Spf),
        DkimVerified = domain.Holds(RecordKinds.Dkim),
        DmarcVerified = domain.Holds(RecordKinds.Dmarc),
        CatchAllEnabled = domain.CatchAllEnabled,
        Active = domain.Active,
        LastDnsCheck = domain.LastDnsCheck,
        VerifiedAt = domain.VerifiedAt,
        CreatedAt = domain.CreatedAt,
        UpdatedAt = domain.UpdatedAt,
        ReturnPathVerified = domain.Holds(RecordKinds.ReturnPath),
        CanSend = domain.MaySend(),
        CanReceive = domain.MayReceive(),
        PrimaryDomain = domain.Type == DomainType.Alias ? new NameOrNull(domain.Primary?.Name) : null,
    };
}
