using System.ComponentModel;
using System.Text.Json.Serialization;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>The answer to a verification.</summary>
[Description("What a verification came to.")]
internal sealed record VerifyJson
{
    /// <summary>Longer than any SPF record that works; a hostile one is cut.</summary>
    private const int MaxSpfRecord = 4096;

    private const int MaxMxRecords = 100;

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

    [Description("The time of this check.")]
    public required DateTimeOffset VerifiedAt { get; init; }

    [Description("The outcome in one line, for people.")]
    public required string Summary { get; init; }

    [Description("The MX hosts that DNS has, best preference first; left out when it has none.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MxRecords { get; init; }

    [Description("The SPF record that DNS has; left out when it has none.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpfRecord { get; init; }

    [Description("Why ownership is not confirmed.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OwnershipError { get; init; }

    [Description("Why the MX records do not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MxError { get; init; }

    [Description("Why SPF does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpfError { get; init; }

    [Description("Why DKIM does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DkimError { get; init; }

    [Description("Addition. Why DMARC does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DmarcError { get; init; }

    [Description("Addition. Why the return path does not hold.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReturnPathError { get; init; }

    [Description("Addition. What holds and should be changed all the same, by record.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Warnings { get; init; }

    [Description("The return path; for types that send only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReturnPathJson? ReturnPath { get; init; }

    [Description("Whether the return-path CNAME is in place; for types that send only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ReturnPathVerified { get; init; }

    [Description("The same as return_path_verified.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DelayedBounceTrackingEnabled { get; init; }

    [Description("Addition. What the check found of each record that the type calls for.")]
    public required IReadOnlyList<RecordCheckJson> Checks { get; init; }

    public static VerifyJson Of(CheckedDomain outcome, RecordContext context)
    {
        var domain = outcome.Domain;
        var findings = outcome.Findings.ToDictionary(f => f.Kind);
        var returnPath = ReturnPathJson.Of(domain, context);
        var warnings = outcome.Findings.Where(f => f.Warnings.Count > 0 && f.Kind.IsIssuedFor(domain.Type)).ToDictionary(f => f.Kind.Name, f => f.Warnings);
        return new VerifyJson
        {
            Verified = domain.Verified,
            OwnershipVerified = domain.Holds(RecordKinds.Ownership),
            MxVerified = domain.Holds(RecordKinds.Mx),
            SpfVerified = domain.Holds(RecordKinds.Spf),
            DkimVerified = domain.Holds(RecordKinds.Dkim),
            DmarcVerified = domain.Holds(RecordKinds.Dmarc),
            VerifiedAt = outcome.CheckedAt,
            Summary = Verification.Summary.Of(domain, outcome.Findings),
            MxRecords = findings[RecordKinds.Mx].Found is { Count: > 0 } hosts ? [.. hosts.Take(MaxMxRecords)] : null,
            SpfRecord = findings[RecordKinds.Spf].Found is [var record, ..] ? Sentence.Cut(record, MaxSpfRecord) : null,
            OwnershipError = Error(RecordKinds.Ownership),
            MxError = Error(RecordKinds.Mx),
            SpfError = Error(RecordKinds.Spf),
            DkimError = Error(RecordKinds.Dkim),
            DmarcError = Error(RecordKinds.Dmarc),
            ReturnPathError = Error(RecordKinds.ReturnPath),
            Warnings = warnings.Count > 0 ? warnings : null,
            ReturnPath = returnPath,
            ReturnPathVerified = returnPath?.Verified,
            DelayedBounceTrackingEnabled = returnPath?.Verified,
            Checks = RecordCheckJson.Of(outcome.Findings.Select(f => StoredFinding.Of(f)), domain.Type),
        };

        string? Error(RecordKind kind) => kind.IsIssuedFor(domain.Type) ? findings[kind].Error : null;
    }
}
