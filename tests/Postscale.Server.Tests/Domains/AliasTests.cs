using System.Text.Json;
using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class AliasTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task An_alias_names_its_primary_by_id_or_by_name_in_any_spelling()
    {
        var client = await service.ClientAsync();
        var primary = await client.CreateAsync("bücher.example");
        string[] spellings = [primary.Id(), primary.Id().ToUpperInvariant(), "xn--bcher-kva.example", " BÜCHER.example. "];
        foreach (var (i, spelling) in spellings.Index())
        {
            var answer = await client.PostAsync("/v1/domains", $$"""{"domain":"a{{i}}.example","type":"alias","primary_domain":{{ApiClient.Quote(spelling)}}}""");
            Assert.Equal(201, answer.Status);
            Assert.Equal("xn--bcher-kva.example", answer.Json.Text("primary_domain"));
            Assert.Equal(answer.Text, (await client.GetAsync($"/v1/domains/a{i}.example")).Text);
        }
    }

    [Fact]
    public async Task Primary_domain_is_shown_on_aliases_only()
    {
        var client = await service.ClientAsync();
        Assert.Equal(JsonValueKind.Null, (await client.CreateAsync("alias.example", "alias")).Kind("primary_domain"));
        foreach (var type in (string[])["inbound", "outbound", "both"])
        {
            Assert.False((await client.CreateAsync($"{type}.example", type)).Has("primary_domain"));
        }
    }

    [Theory]
    [InlineData("alias-itself.example")]
    [InlineData("sends-only.example")]
    [InlineData("of-another-account.example")]
    [InlineData("of-test.example")]
    [InlineData("unknown.example")]
    [InlineData("d290f1ee-6c54-4b01-90e6-d701748f0851")]
    [InlineData("no name")]
    public async Task What_cannot_be_a_primary_is_refused_on_create_and_update(string primary)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("alias-itself.example", "alias");
        await client.CreateAsync("sends-only.example", "outbound");
        await client.CreateAsync("alias.example", "alias");
        await (await service.ClientAsync()).CreateAsync("of-another-account.example");
        await (await service.ClientAsync(client.Account, KeyEnvironment.Test)).CreateAsync("of-test.example");

        (await client.PostAsync("/v1/domains", $$"""{"domain":"new.example","type":"alias","primary_domain":"{{primary}}"}""")).IsError(400, "primary_domain_invalid", "primary_domain");
        (await client.PutAsync("/v1/domains/alias.example", $$"""{"primary_domain":"{{primary}}"}""")).IsError(400, "primary_domain_invalid", "primary_domain");
        (await client.GetAsync("/v1/domains/new.example")).IsError(404, "domain_not_found");
        Assert.Equal(JsonValueKind.Null, (await client.ReadAsync("alias.example")).Kind("primary_domain"));
    }

    [Fact]
    public async Task Another_accounts_domain_is_refused_in_the_words_for_one_that_is_not_there()
    {
        var client = await service.ClientAsync();
        var id = (await (await service.ClientAsync()).CreateAsync("theirs.example")).Id();
        await client.CreateAsync("alias.example", "alias");
        var errors = new List<string>();
        foreach (var primary in (string[])[id, "theirs.example", "nobodys.example"])
        {
            errors.Add((await client.PutAsync("/v1/domains/alias.example", $$"""{"primary_domain":"{{primary}}"}""")).IsError(400, "primary_domain_invalid", "primary_domain"));
        }

        Assert.Single(errors.Distinct());
    }

    [Fact]
    public async Task A_domain_cannot_be_its_own_primary()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("self.example", "alias")).Id();
        foreach (var body in (string[])[$$"""{"primary_domain":"{{id}}"}""", """{"primary_domain":"self.example"}"""])
        {
            (await client.PutAsync($"/v1/domains/{id}", body)).IsError(400, "primary_domain_invalid", "primary_domain");
        }

        var inbound = (await client.CreateAsync("self2.example")).Id();
        (await client.PutAsync($"/v1/domains/{inbound}", """{"type":"alias","primary_domain":"self2.example"}""")).IsError(400, "primary_domain_invalid", "primary_domain");
        Assert.Equal("inbound", (await client.ReadAsync(inbound)).Text("type"));
    }

    [Fact]
    public async Task Only_aliases_take_a_primary()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("primary.example");
        foreach (var type in (string[])["inbound", "outbound", "both"])
        {
            (await client.PostAsync("/v1/domains", $$"""{"domain":"x.example","type":"{{type}}","primary_domain":"primary.example"}""")).IsError(400, "primary_domain_invalid", "primary_domain");
            await client.CreateAsync($"{type}.example", type);
            (await client.PutAsync($"/v1/domains/{type}.example", """{"primary_domain":"primary.example"}""")).IsError(400, "primary_domain_invalid", "primary_domain");
        }

        var both = await client.UpdateAsync("both.example", """{"type":"alias","primary_domain":"primary.example"}""");
        Assert.Equal("primary.example", both.Text("primary_domain"));
        Assert.False((await client.UpdateAsync("both.example", """{"type":"both"}""")).Has("primary_domain"));
    }

    [Fact]
    public async Task Null_leaves_the_primary_and_an_empty_text_takes_it_away()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("primary.example");
        await client.CreateAsync("alias.example", "alias");
        await client.UpdateAsync("alias.example", """{"primary_domain":"primary.example"}""");
        Assert.Equal("primary.example", (await client.UpdateAsync("alias.example", """{"primary_domain":null,"catch_all_enabled":true}""")).Text("primary_domain"));
        Assert.Equal(JsonValueKind.Null, (await client.UpdateAsync("alias.example", """{"primary_domain":""}""")).Kind("primary_domain"));
    }

    [Fact]
    public async Task An_alias_accepts_mail_exactly_while_it_and_its_primary_may()
    {
        var client = await service.ClientAsync();
        var alias = (await service.VerifiedAsync(client, "forwards.example", "alias")).Id();
        Assert.False(await AcceptsAsync());

        var primary = (await client.CreateAsync("target.example", "both")).Id();
        await client.UpdateAsync(alias, """{"primary_domain":"target.example"}""");
        Assert.False(await AcceptsAsync());
        await service.PublishAsync(client, primary);
        await client.VerifyAsync(primary);
        Assert.True(await AcceptsAsync());
        Assert.False((await client.ReadAsync(alias)).Truth("can_send"));

        await client.UpdateAsync(primary, """{"active":false}""");
        Assert.False(await AcceptsAsync());
        await client.UpdateAsync(primary, """{"active":true}""");
        await client.UpdateAsync(alias, """{"active":false}""");
        Assert.False(await AcceptsAsync());
        await client.UpdateAsync(alias, """{"active":true}""");
        Assert.True(await AcceptsAsync());

        await client.DeleteAsync($"/v1/domains/{primary}");
        Assert.False(await AcceptsAsync());
        var left = await client.ReadAsync(alias);
        Assert.Equal(("alias", JsonValueKind.Null, true), (left.Text("type"), left.Kind("primary_domain"), left.Truth("verified")));

        // The name alone brings the old tie not back.
        await client.CreateAsync("target.example", "both");
        Assert.Equal(JsonValueKind.Null, (await client.ReadAsync(alias)).Kind("primary_domain"));

        async Task<bool> AcceptsAsync() => (await client.ReadAsync(alias)).Truth("can_receive");
    }

    [Theory]
    [InlineData("alias")]
    [InlineData("outbound")]
    public async Task A_primary_stays_of_a_type_that_can_be_one_while_aliases_forward_to_it(string type)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("primary.example");
        await client.PostAsync("/v1/domains", """{"domain":"alias.example","type":"alias","primary_domain":"primary.example"}""");
        (await client.PutAsync("/v1/domains/primary.example", $$"""{"type":"{{type}}"}""")).IsError(409, "domain_is_primary", "type");
        Assert.Equal("both", (await client.UpdateAsync("primary.example", """{"type":"both"}""")).Text("type"));
        await client.DeleteAsync("/v1/domains/alias.example");
        Assert.Equal(type, (await client.UpdateAsync("primary.example", $$"""{"type":"{{type}}"}""")).Text("type"));
    }
}
