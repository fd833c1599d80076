using CsCheck;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Verification;

/// <summary>Domains and findings, made up or at random.</summary>
internal static class Worlds
{
    public static readonly DateTimeOffset Start = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    public static readonly Gen<DomainType> Type = Gen.Int[0, 3].Select(i => (DomainType)i);

    public static readonly Gen<long> Holding = Gen.Long[0, 63];

    /// <summary>A state that the service can have reached: what is derived agrees with what holds.</summary>
    public static readonly Gen<Domain> Domain = Gen.Select(Type, Holding, Gen.Bool).Select((type, holding, active) => Make(type, holding) with { Active = active });

    public static readonly Gen<IReadOnlyList<Finding>> Findings = Gen.Int[0, 3].Array[6]
        .Select(verdicts => (IReadOnlyList<Finding>)[.. verdicts.Select((v, i) => Of(RecordKinds.All[i], (Verdict)v))]);

    public static Domain Make(DomainType type, long holding)
    {
        var verified = RecordKinds.AreEnoughFor(holding, type);
        return new Domain
        {
            Id = Guid.Parse("d290f1ee-6c54-4b01-90e6-d701748f0851"),
            AccountId = Guid.Parse("11111111-1111-1111-1111-111111111111"),
            Environment = KeyEnvironment.Live,
            Name = "example.com",
            Type = type,
            CatchAllEnabled = true,
            Active = true,
            Token = "00112233445566778899aabbccddeeff",
            RecordsHolding = holding,
            Verified = verified,
            VerifiedAt = verified ? Start.AddMinutes(1) : null,
            LastDnsCheck = Start.AddMinutes(2),
            CreatedAt = Start,
            UpdatedAt = Start.AddMinutes(1),
        };
    }

    public static Finding Of(RecordKind kind, Verdict verdict) => verdict switch
    {
        Verdict.Holds => Finding.Holds(kind, ["found"]),
        Verdict.Missing => Finding.Missing(kind, "it is not there", []),
        Verdict.Invalid => Finding.Invalid(kind, "it is wrong", ["found"]),
        _ => Finding.Unreadable(kind, DnsName.Parse("example.com"), "no answer"),
    };

    /// <summary>A finding for each kind in the order of issue, a letter each: H, M, I, U.</summary>
    public static IReadOnlyList<Finding> Of(string letters) => [.. letters.Select((c, i) => Of(RecordKinds.All[i], (Verdict)"HMIU".IndexOf(c, StringComparison.Ordinal)))];
}
