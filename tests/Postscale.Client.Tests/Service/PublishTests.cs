using System.Net;
using System.Text.Json;
using Postscale.Client.Tests.Support;
using Postscale.Testing;

namespace Postscale.Client.Tests.Service;

/// <summary>Getting records into DNS by the real service: as files, by hand, and into a real PowerDNS.</summary>
public sealed class PublishTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Secret = "c2VjcmV0IG9mIHRoaXMgdGVzdA==";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zone", "_postscale.zone.file.example. 3600 IN TXT")]
    [InlineData("csv", "record,type,name,host,value,priority,ttl,required,purpose")]
    [InlineData("terraform", "cloudflare_dns_record")]
    [InlineData("dnscontrol", "D_EXTEND(\"dnscontrol.file.example\"")]
    public async Task Records_are_had_as_a_file(string format, string held)
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = $"{format}.file.example", Type = DomainType.Both }, cancellationToken: Token);
        Assert.Contains(held, await client.Domains.GetDnsFileAsync($"{format}.file.example", new DnsFileFormat(format), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_the_service_does_not_know_is_refused_and_what_is_no_file_is_not_taken_for_one()
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "form.file.example" }, cancellationToken: Token);
        var unknown = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetDnsFileAsync("form.file.example", new DnsFileFormat("yaml"), Token));
        Assert.Equal((ErrorCodes.FieldInvalid, "format"), (unknown.Code, unknown.Field));
        await using var other = ScriptedHttpServer.Start(HttpScript.Json(200, "{}"));
        using var stranger = Clients.Hasty(other.Address);
        Assert.Equal(HttpStatusCode.OK, (await Assert.ThrowsAsync<PostscaleException>(() => stranger.Domains.GetDnsFileAsync("form.file.example", DnsFileFormat.Zone, Token))).Status);
    }

    [Fact]
    public async Task The_provider_is_told_with_the_records_to_enter_there()
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "mail.hosted.example", Type = DomainType.Inbound }, cancellationToken: Token);
        var hosting = await client.Domains.GetProviderAsync("mail.hosted.example", Token);
        Assert.Equal(("mail.hosted.example", "hosted.example", "public_suffix_list"), (hosting.Domain, hosting.Zone, hosting.ZoneFoundBy));
        Assert.Equal([(RecordKind.Ownership, "_postscale.mail", (int?)null), (RecordKind.Mx, "mail", 10)], hosting.Records.Select(r => (r.Record, r.Host, r.Priority)));
        Assert.Null(hosting.Provider);
    }

    [Fact]
    public async Task A_plan_is_shown_applied_and_refused_when_it_is_another_one_by_then()
    {
        await using var dns = await PowerDnsServer.StartAsync(new Dictionary<string, string> { ["plan.example"] = "" });
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "plan.example", Type = DomainType.Inbound }, cancellationToken: Token);
        var request = new PublishRequest { Via = PublishVia.PowerDns, PowerDns = new PowerDnsTarget { Url = dns.Url.ToString(), ApiKey = PowerDnsServer.ApiKey } };
        var plan = await client.Domains.PublishAsync("plan.example", request, cancellationToken: Token);
        Assert.Equal(("plan.example", "plan.example", PublishVia.PowerDns, false, null), (plan.Domain, plan.Zone, plan.Via, plan.Applied, plan.Verification));
        Assert.Equal([(PublishAction.Create, RecordKind.Ownership, "TXT"), (PublishAction.Create, RecordKind.Mx, "MX")], plan.Changes.Select(c => (c.Action, c.Record, c.Type)));
        Assert.Equal((0, 1), (plan.Changes[0].Before.Count, plan.Changes[0].After.Count));

        var stale = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.PublishAsync("plan.example", request with { Apply = true, Plan = "another" }, cancellationToken: Token));
        Assert.Equal((HttpStatusCode.Conflict, ErrorCodes.PlanChanged), (stale.Status, stale.Code));
        var done = await client.Domains.PublishAsync("plan.example", request with { Apply = true, Plan = plan.Plan }, "once", Token);
        Assert.True(done.Applied);
        // DNS is held in memory here, and not by PowerDNS: what the verification comes to is the command line's test.
        Assert.NotNull(done.Verification);
        Assert.Equal(done.Plan, (await client.Domains.PublishAsync("plan.example", request with { Apply = true, Plan = plan.Plan }, "once", Token)).Plan);
        Assert.All((await client.Domains.PublishAsync("plan.example", request, cancellationToken: Token)).Changes, c => Assert.Equal(PublishAction.Keep, c.Action));

        var wrong = request with { PowerDns = request.PowerDns with { ApiKey = "wrong" } };
        var refused = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.PublishAsync("plan.example", wrong, cancellationToken: Token));
        Assert.Equal((ErrorCodes.DnsProviderRefused, "powerdns.api_key"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task What_is_sent_is_what_was_given_under_an_idempotency_key()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(409, Answers.Error("plan_changed")));
        using var client = Clients.Hasty(server.Address);
        foreach (var request in Requests())
        {
            await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.PublishAsync("example.com", request with { Apply = true, Plan = "p" }, cancellationToken: Token));
        }

        Assert.Equal(
            [
                $$$"""{"via":"rfc2136","apply":true,"plan":"p","rfc2136":{"server":"ns.example","key_name":"k","algorithm":"hmac-sha512","secret":"{{{Secret}}}","zone":"example.com"}}""",
                $$$"""{"via":"powerdns","apply":true,"plan":"p","powerdns":{"url":"https://pdns.example","api_key":"{{{Secret}}}","server_id":"s"}}""",
                $$$"""{"via":"cloudflare","apply":true,"plan":"p","cloudflare":{"api_token":"{{{Secret}}}","zone_id":"z"}}""",
            ],
            server.Requests.Select(r => r.Body));
        Assert.All(server.Requests, r => Assert.Equal(("POST", "/v1/domains/example.com/publish"), (r.Method, r.Target)));
        Assert.Equal(3, server.Requests.Select(r => r.Header("idempotency-key")).Distinct().Count(k => k is { Length: 32 }));
    }

    [Fact]
    public void No_text_of_a_request_shows_its_secret() => Assert.All(Requests(), r =>
    {
        Assert.Contains(Secret, JsonSerializer.Serialize(r, PostscaleJson.TypeOf<PublishRequest>()), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, r.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{r.Rfc2136}{r.PowerDns}{r.Cloudflare}", StringComparison.Ordinal);
    });

    private static PublishRequest[] Requests() =>
    [
        new() { Via = PublishVia.Rfc2136, Rfc2136 = new() { Server = "ns.example", KeyName = "k", Algorithm = "hmac-sha512", Secret = Secret, Zone = "example.com" } },
        new() { Via = PublishVia.PowerDns, PowerDns = new() { Url = "https://pdns.example", ApiKey = Secret, ServerId = "s" } },
        new() { Via = PublishVia.Cloudflare, Cloudflare = new() { ApiToken = Secret, ZoneId = "z" } },
    ];
}
