using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Publishing by signed updates of a real BIND.</summary>
/// <param name="world">BIND.</param>
public sealed class PublishViaUpdatesTests(UpdateWorld world) : PublishTests(world), IClassFixture<UpdateWorld>
{
    private readonly UpdateWorld _world = world;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_algorithm_is_spoken(int key)
    {
        var client = await _world.RegisterAsync("empty.example");
        Assert.Equal(200, (await PublishAsync(client, "empty.example", UpdateWorld.CredentialsOf(_world.Bind.Endpoint, UpdateWorld.Keys[key]))).Status);
    }

    [Theory]
    [InlineData("nobody.example", "hmac-sha256", "rfc2136.key_name", "BADKEY")]
    [InlineData("publisher.example", "hmac-sha512", "rfc2136.key_name", "BADKEY")]
    public async Task A_key_that_the_server_does_not_know_is_told_from_a_wrong_secret(string name, string algorithm, string field, string said)
    {
        var client = await _world.RegisterAsync("empty.example");
        var answer = await PublishAsync(client, "empty.example", UpdateWorld.CredentialsOf(_world.Bind.Endpoint, (name, algorithm, _world.Secret)));
        Assert.Contains(said, answer.IsError(400, "dns_provider_refused", field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_takes_no_updates_is_told()
    {
        const string Domain = "locked.example";
        await using var bind = await BindServer.StartAsync(new Dictionary<string, string> { [Domain] = "" }, UpdateWorld.Keys, Domain);
        var client = await _world.RegisterAsync(Domain);
        var credentials = UpdateWorld.CredentialsOf(bind.Endpoint, UpdateWorld.Keys[0]);
        Assert.Equal(200, (await PublishAsync(client, Domain, credentials)).Status);
        var refused = await PublishAsync(client, Domain, credentials, apply: true);
        Assert.Contains("REFUSED", refused.IsError(400, "dns_provider_refused"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_told()
    {
        const string Domain = "killed.example";
        var bind = await BindServer.StartAsync(new Dictionary<string, string> { [Domain] = "" }, UpdateWorld.Keys);
        await using (bind)
        {
            var client = await _world.RegisterAsync(Domain);
            var credentials = UpdateWorld.CredentialsOf(bind.Endpoint, UpdateWorld.Keys[0]);
            var plan = (await PublishAsync(client, Domain, credentials)).Json.Text("plan");
            await bind.StopAsync();
            var answer = await PublishAsync(client, Domain, credentials, apply: true, plan);
            Assert.Contains("the connection was refused", answer.IsError(502, "dns_provider_failed"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_that_is_not_signed_with_the_key_is_not_believed()
    {
        // It answers every query as if the zone were empty, and signs nothing.
        await using var forger = ScriptedDnsServer.Start(query => ScriptedReply.NoData("empty.example"));
        var client = await _world.RegisterAsync("forged.example");
        var answer = await PublishAsync(client, "forged.example", UpdateWorld.CredentialsOf(forger.Endpoint, UpdateWorld.Keys[0]));
        answer.IsError(502, "dns_provider_failed");
    }

    [Theory]
    [InlineData("\"server\":\"127.0.0.1:x\"", "rfc2136.server")]
    [InlineData("\"server\":\"127.1\"", "rfc2136.server")]
    [InlineData("\"server\":\"\"", "rfc2136.server")]
    [InlineData("\"key_name\":\"a..b\"", "rfc2136.key_name")]
    [InlineData("\"algorithm\":\"hmac-md5\"", "rfc2136.algorithm")]
    [InlineData("\"secret\":\"not base64!\"", "rfc2136.secret")]
    [InlineData("\"secret\":null", "rfc2136.secret")]
    [InlineData("\"zone\":\"other.example\"", "rfc2136.zone")]
    [InlineData("\"zone\":7", "rfc2136.zone")]
    public async Task A_field_that_is_wrong_is_named(string field, string name)
    {
        var client = await _world.RegisterAsync("empty.example");
        var fields = new Dictionary<string, string> { ["server"] = "\"127.0.0.1\"", ["key_name"] = "\"k\"", ["secret"] = "\"c2VjcmV0\"" };
        var (key, value) = (field.Split(':', 2)[0].Trim('"'), field.Split(':', 2)[1]);
        fields[key] = value;
        var answer = await PublishAsync(client, "empty.example", $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}");
        Assert.Equal((400, name), (answer.Status, answer.Json.Text("field")));
        Assert.DoesNotContain("c2VjcmV0", answer.Text, StringComparison.Ordinal);
    }

    private static Task<Answer> PublishAsync(ApiClient client, string domain, string credentials, bool apply = false, string? plan = null) => client.PostAsync(
        $"/v1/domains/{domain}/publish", $$"""{"via":"rfc2136","apply":{{(apply ? "true" : "false")}},{{(plan is null ? "" : $"\"plan\":\"{plan}\",")}}"rfc2136":{{credentials}}}""");
}
