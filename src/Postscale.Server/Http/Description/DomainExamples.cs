using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Events;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Http.Description;

/// <summary>
/// The contract's examples. Answers are made by the very code that makes real ones, so that they cannot show what the service
/// does not say.
/// </summary>
internal static class DomainExamples
{
    public const string Id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
    public const string Name = "example.com";

    private static readonly DateTimeOffset Created = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Became = Created.AddMinutes(5);
    private static readonly DateTimeOffset Checked = Created.AddMinutes(90);
    private static readonly DateTimeOffset Changed = Created.AddMinutes(210);

    private static readonly Domain New = new()
    {
        Id = Guid.Parse(Id),
        AccountId = Guid.Empty,
        Environment = KeyEnvironment.Live,
        Name = Name,
        Type = DomainType.Both,
        CatchAllEnabled = true,
        Active = true,
        Token = "your_verification_token",
        CreatedAt = Created,
        UpdatedAt = Created,
    };

    private static readonly Domain Verified = New with
    {
        RecordsHolding = RecordKinds.All.Aggregate(0L, (bits, kind) => bits | kind.Bit),
        Verified = true,
        VerifiedAt = Became,
        LastDnsCheck = Checked,
        UpdatedAt = Became,
    };

    public static JsonNode Events(Platform platform) => Json(
        new EventListJson(
            [Happened(1, EventTypes.DomainCreated, New, Created), Happened(2, EventTypes.DomainVerified, Verified with { LastDnsCheck = Became }, Became)],
            NextAfter: 2,
            HasMore: false,
            OldestSequence: 1),
        ApiJson.Wire.EventListJson);

    public static JsonNode CreateBody(Platform platform) => Json("""{ "domain": "example.com", "type": "both", "catch_all_enabled": true }""");

    public static JsonNode CreateAliasBody(Platform platform) => Json("""{ "domain": "example.net", "type": "alias", "primary_domain": "example.com" }""");

    public static JsonNode UpdateBody(Platform platform) => Json("""{ "catch_all_enabled": false, "active": true }""");

    public static JsonNode Registered(Platform platform) => Json(DomainJson.Of(New), ApiJson.Wire.DomainJson);

    public static JsonNode RegisteredAlias(Platform platform) => Json(
        DomainJson.Of(New with
        {
            Id = Guid.Parse("0198f1ee-6c54-7b01-90e6-d701748f0852"),
            Name = "example.net",
            Type = DomainType.Alias,
            CatchAllEnabled = false,
            Primary = new PrimaryDomain(New.Id, Name, AcceptsMail: true),
        }),
        ApiJson.Wire.DomainJson);

    public static JsonNode Found(Platform platform) => Json(DomainJson.Of(Verified), ApiJson.Wire.DomainJson);

    public static JsonNode Listed(Platform platform) => Json(new DomainListJson([DomainJson.Of(Verified)], 20, 0), ApiJson.Wire.DomainListJson);

    public static JsonNode Updated(Platform platform) => Json(DomainJson.Of(Verified with { CatchAllEnabled = false, UpdatedAt = Changed }), ApiJson.Wire.DomainJson);

    public static JsonNode Deleted(Platform platform) => Json(DeletedJson.Instance, ApiJson.Wire.DeletedJson);

    public static JsonNode Records(Platform platform) =>
        Json(DnsJson.Of(New, ContextOf(platform), new Dictionary<string, StoredFinding>()), ApiJson.Wire.DnsJson);

    public static JsonNode VerifyHolds(Platform platform)
    {
        var context = ContextOf(platform);
        var domain = Verified with { RecordsHolding = Verified.RecordsHolding & ~RecordKinds.Dmarc.Bit };
        var findings = RecordKinds.All.Select(kind => kind == RecordKinds.Dmarc
            ? Finding.Missing(kind, $"DMARC record not found for {kind.Issue(context).Name}", [])
            : Finding.Holds(kind, [kind.Issue(context).Value]));
        return Json(VerifyJson.Of(new CheckedDomain(domain, [.. findings], Checked), context), ApiJson.Wire.VerifyJson);
    }

    public static JsonNode VerifyFails(Platform platform)
    {
        var context = ContextOf(platform);
        const string Found = "v=spf1 -all";
        Finding[] findings =
        [
            Missing(RecordKinds.Ownership, name => $"TXT record not found for {name}"),
            Missing(RecordKinds.Mx, _ => $"No MX records found pointing to {platform.Domain}"),
            Missing(RecordKinds.Spf, _ => $"SPF record found but missing 'include:{platform.Spf}'") with { Found = [Found] },
            Missing(RecordKinds.Dkim, name => $"DKIM record not found for {name}"),
            Missing(RecordKinds.Dmarc, name => $"DMARC record not found for {name}"),
            Missing(RecordKinds.ReturnPath, name => $"CNAME record not found for {name}"),
        ];
        return Json(VerifyJson.Of(new CheckedDomain(New, findings, Checked), context), ApiJson.Wire.VerifyJson);

        Finding Missing(RecordKind kind, Func<DnsName, string> error) => Finding.Missing(kind, error(kind.Issue(context).Name), []);
    }

    public static JsonNode Checks(Platform platform)
    {
        var context = ContextOf(platform);
        var findings = StoredFindings.Write([.. RecordKinds.All.Where(k => k != RecordKinds.Dmarc).Select(k => Finding.Holds(k, [k.Issue(context).Value]))]);
        var holding = Verified.RecordsHolding & ~RecordKinds.Dmarc.Bit;
        return Json(new CheckListJson([CheckJson.Of(new Check(Checked, Verified: true, holding, holding, findings), DomainType.Both)], 50, 0), ApiJson.Wire.CheckListJson);
    }

    private static RecordContext ContextOf(Platform platform) => new(DnsName.Parse(Name), New.Token, platform);

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static JsonNode Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;

    private static EventJson Happened(long sequence, string type, Domain domain, DateTimeOffset at) => EventJson.Of(new RecordedEvent(
        sequence,
        new Guid((int)sequence, 0x6c54, 0x7b01, 0x90, 0xe6, 0xd7, 0x01, 0x74, 0x8f, 0x08, 0x51),
        type,
        KeyEnvironment.Live,
        at,
        JsonSerializer.Serialize(new DomainEventJson { Domain = DomainJson.Of(domain) }, ApiJson.Wire.DomainEventJson)));
}
