using System.Text.Json;
using System.Text.Json.Nodes;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Publishing;
using Postscale.Server.Records;

namespace Postscale.Server.Http.Description;

/// <summary>Examples of what is published, made by the code that makes real answers.</summary>
internal static class PublishExamples
{
    private static readonly DnsName s_domain = DnsName.Parse(DomainExamples.Name);

    public static string Document(DnsFormat format, Platform platform) => format.Write(s_domain, platform.Domain, RecordToPublish.Of(ContextOf(platform), DomainType.Both, s_domain));

    public static JsonNode Provider(Platform platform) => JsonSerializer.SerializeToNode(
        ProviderJson.Of(
            DomainExamples.Name,
            new LocatedZone(s_domain, IsByDns: true, [DnsName.Parse("ada.ns.cloudflare.com"), DnsName.Parse("bob.ns.cloudflare.com")]),
            RecordToPublish.Of(ContextOf(platform), DomainType.Both, s_domain),
            null),
        ApiJson.Wire.ProviderJson)!;

    public static JsonNode UpdateBody(Platform platform) => JsonNode.Parse(
        """{ "via": "rfc2136", "rfc2136": { "server": "ns1.example.com", "key_name": "postscale.example.com", "algorithm": "hmac-sha256", "secret": "bm90IGEgcmVhbCBzZWNyZXQsIGJ1dCBsb25nIGVub3VnaCBh" } }""")!;

    public static JsonNode PowerDnsBody(Platform platform) => JsonNode.Parse(
        $$"""{ "via": "powerdns", "apply": true, "plan": "{{Outcome(platform).Plan}}", "powerdns": { "url": "https://pdns.example.com:8081", "api_key": "your_api_key" } }""")!;

    public static JsonNode CloudflareBody(Platform platform) => JsonNode.Parse("""{ "via": "cloudflare", "apply": true, "cloudflare": { "api_token": "your_api_token" } }""")!;

    public static JsonNode Plan(Platform platform) =>
        JsonSerializer.SerializeToNode(PublishJson.Of(DomainExamples.Name, "rfc2136", Outcome(platform), ContextOf(platform)), ApiJson.Wire.PublishJson)!;

    /// <summary>A zone that has an SPF record of its own.</summary>
    private static PublishOutcome Outcome(Platform platform)
    {
        const string Present = "v=spf1 mx -all";
        var changes = Planner.Make(
            ContextOf(platform),
            DomainType.Both,
            new ZoneContents(s_domain, [new ZoneEntry(s_domain, ZoneEntry.Txt, Present, ZoneText.Ttl)]),
            new PlanFacts(new SpfAdvice(SpfInsertion.Insert(Present, platform.Spf), null), null));
        return new PublishOutcome(s_domain, PlanHash.Of(s_domain, s_domain, changes), changes, IsApplied: false, null);
    }

    private static RecordContext ContextOf(Platform platform) => new(s_domain, "your_verification_token", platform);
}
