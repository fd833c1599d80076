using System.ComponentModel;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>A check that changed something.</summary>
[Description("A check that changed something.")]
internal sealed record CheckJson
{
    [Description("When the check was made.")]
    public required DateTimeOffset CheckedAt { get; init; }

    [Description("Whether the domain was verified after it.")]
    public required bool Verified { get; init; }

    [Description("The records that held after it.")]
    public required IReadOnlyList<string> Holding { get; init; }

    [Description("The records that began or ceased to hold with it; empty for a first check that found nothing.")]
    public required IReadOnlyList<string> Changed { get; init; }

    [Description("What it found of each record that the domain's type calls for.")]
    public required IReadOnlyList<RecordCheckJson> Checks { get; init; }

    public static CheckJson Of(Check check, DomainType type) => new()
    {
        CheckedAt = check.CheckedAt,
        Verified = check.Verified,
        Holding = Names(check.RecordsHolding),
        Changed = Names(check.RecordsChanged),
        Checks = RecordCheckJson.Of(StoredFindings.Read(check.Findings).Values, type),
    };

    private static IReadOnlyList<string> Names(long bits) => [.. RecordKinds.All.Where(k => (bits & k.Bit) != 0).Select(k => k.Name)];
}
