using System.ComponentModel;
using System.Text.Json.Serialization;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>The records a domain must publish.</summary>
[Description("The records to publish for a domain.")]
internal sealed record DnsJson
{
    [Description("The name, as lower-case A-labels.")]
    public required string Domain { get; init; }

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

    [Description("The records that the domain's type calls for.")]
    public required IReadOnlyList<DnsRecordJson> Records { get; init; }

    [Description("The return path; for types that send only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReturnPathJson? ReturnPath { get; init; }

    [Description("Whether the return-path CNAME is in place; for types that send only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ReturnPathVerified { get; init; }

    [Description("The same as return_path_verified.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DelayedBounceTrackingEnabled { get; init; }

    public static DnsJson Of(Domain domain, RecordContext context, IReadOnlyDictionary<string, StoredFinding> findings, string? spfHint = null)
    {
        var returnPath = ReturnPathJson.Of(domain, context);
        return new DnsJson
        {
            Domain = domain.Name,
            Verified = domain.Verified,
            OwnershipVerified = domain.Holds(RecordKinds.Ownership),
            MxVerified = domain.Holds(RecordKinds.Mx),
            SpfVerified = domain.Holds(RecordKinds.Spf),
            DkimVerified = domain.Holds(RecordKinds.Dkim),
            DmarcVerified = domain.Holds(RecordKinds.Dmarc),
            Records = [.. RecordKinds.All.Where(k => k.IsIssuedFor(domain.Type)).Select(k => Record(k, domain, context, findings.GetValueOrDefault(k.Name), k == RecordKinds.Spf ? spfHint : null))],
            ReturnPath = returnPath,
            ReturnPathVerified = returnPath?.Verified,
            DelayedBounceTrackingEnabled = returnPath?.Verified,
        };
    }

    private static DnsRecordJson Record(RecordKind kind, Domain domain, RecordContext context, StoredFinding? finding, string? hint)
    {
        var issued = kind.Issue(context);
        return new DnsRecordJson
        {
            Type = issued.Type,
            Name = issued.Name.Text,
            Value = issued.Value,
            Priority = issued.Priority,
            Status = domain.Holds(kind) ? "verified" : kind.UnverifiedStatus,
            Purpose = issued.Purpose,
            Error = finding?.Error,
            Found = finding?.Found is { Count: > 0 } found ? found : null,
            Hint = finding?.Hint ?? hint,
            Warnings = finding?.Warnings is { Count: > 0 } warnings ? warnings : null,
        };
    }
}
