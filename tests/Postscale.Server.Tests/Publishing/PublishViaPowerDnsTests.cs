using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Publishing through the API of a real PowerDNS.</summary>
/// <param name="world">PowerDNS.</param>
public sealed class PublishViaPowerDnsTests(PowerDnsWorld world) : PublishTests(world), IClassFixture<PowerDnsWorld>
{
    private readonly PowerDnsWorld _world = world;

    [Fact]
    public async Task A_server_that_was_killed_is_told()
    {
        const string Domain = "killed.example";
        var server = await PowerDnsServer.StartAsync(new Dictionary<string, string> { [Domain] = "" });
        await using (server)
        {
            var client = await _world.RegisterAsync(Domain);
            Assert.Equal(200, (await PublishAsync(client, Domain, PowerDnsWorld.CredentialsOf(server.Url, PowerDnsServer.ApiKey))).Status);
            await server.StopAsync();
            var answer = await PublishAsync(client, Domain, PowerDnsWorld.CredentialsOf(server.Url, PowerDnsServer.ApiKey), apply: true);
            Assert.Contains("the connection was refused", answer.IsError(502, "dns_provider_failed"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Records_that_are_disabled_stay()
    {
        const string Domain = "parked.example";
        await using var server = await PowerDnsServer.StartAsync(new Dictionary<string, string> { [Domain] = "" });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Add("X-API-Key", PowerDnsServer.ApiKey);
        var zone = new Uri($"/api/v1/servers/localhost/zones/{Domain}.", UriKind.Relative);
        using var body = new StringContent(
            """
            {"rrsets":[
                {"name":"parked.example.","type":"MX","ttl":60,"changetype":"REPLACE","records":[{"content":"10 old.example.","disabled":true}]},
                {"name":"parked.example.","type":"TXT","ttl":60,"changetype":"REPLACE","records":[{"content":"\"v=spf1 -all\"","disabled":false},{"content":"\"parked\"","disabled":true}]}]}
            """,
            System.Text.Encoding.UTF8,
            "application/json");
        (await http.PatchAsync(zone, body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var client = await _world.RegisterAsync(Domain);
        Assert.Equal(200, (await PublishAsync(client, Domain, PowerDnsWorld.CredentialsOf(server.Url, PowerDnsServer.ApiKey), apply: true)).Status);

        var sets = System.Text.Json.JsonElement.Parse(await http.GetStringAsync(zone, TestContext.Current.CancellationToken)).GetProperty("rrsets").EnumerateArray();
        var records = sets.Where(s => s.Text("type") is "MX" or "TXT" && s.Text("name") == "parked.example.")
            .SelectMany(s => s.GetProperty("records").EnumerateArray()).Select(r => $"{r.Text("content")} {r.GetProperty("disabled")}").Order(StringComparer.Ordinal);
        Assert.Equal(["\"parked\" True", "\"v=spf1 include:_spf.postscale.io -all\" False", "10 mx.postscale.io. False", "10 old.example. True"], records);
    }

    [Theory]
    [InlineData("\"url\":\"ftp://127.0.0.1\"", "powerdns.url", "dns_provider_target_invalid")]
    [InlineData("\"url\":\"http://127.0.0.1/?x=1\"", "powerdns.url", "field_invalid")]
    [InlineData("\"url\":\"http://user:pass@127.0.0.1/\"", "powerdns.url", "dns_provider_target_invalid")]
    [InlineData("\"api_key\":\"with space\"", "powerdns.api_key", "field_invalid")]
    [InlineData("\"api_key\":\"a\\r\\nX-Other: b\"", "powerdns.api_key", "field_invalid")]
    [InlineData("\"server_id\":\"../zones\"", "powerdns.server_id", "field_invalid")]
    [InlineData("\"zone\":\"other.example\"", "powerdns.zone", "field_invalid")]
    public async Task A_field_that_is_wrong_is_named(string field, string name, string code)
    {
        var client = await _world.RegisterAsync("empty.example");
        var fields = new Dictionary<string, string> { ["url"] = "\"http://127.0.0.1:1\"", ["api_key"] = "\"k\"" };
        fields[field.Split(':', 2)[0].Trim('"')] = field.Split(':', 2)[1];
        var answer = await PublishAsync(client, "empty.example", $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}");
        answer.IsError(400, code, name);
    }

    private static Task<Answer> PublishAsync(ApiClient client, string domain, string credentials, bool apply = false) =>
        client.PostAsync($"/v1/domains/{domain}/publish", $$"""{"via":"powerdns","apply":{{(apply ? "true" : "false")}},"powerdns":{{credentials}}}""");
}
