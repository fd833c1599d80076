using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class IdempotencyTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task The_same_key_and_body_get_the_first_answer_octet_for_octet()
    {
        var client = await service.ClientAsync();
        var first = await client.PostAsync("/v1/domains", """{"domain":"once.example"}""", ("Idempotency-Key", "k1"));
        Assert.Equal(201, first.Status);
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.NotNull(first.Header("Location"));
        await client.UpdateAsync(first.Json.Id(), """{"type":"both"}""");
        for (var i = 0; i < 3; i++)
        {
            IsReplay(first, await client.PostAsync("/v1/domains", """{"domain":"once.example"}""", ("Idempotency-Key", "k1")));
        }

        Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
        (await client.PostAsync("/v1/domains", """{"domain":"once.example"}""", ("Idempotency-Key", "k2"))).IsError(409, "domain_exists", "domain");
    }

    [Fact]
    public async Task The_answer_is_replayed_after_the_domain_is_gone()
    {
        var client = await service.ClientAsync();
        var first = await client.PostAsync("/v1/domains", """{"domain":"gone.example"}""", ("Idempotency-Key", "k"));
        await client.DeleteAsync("/v1/domains/gone.example");
        IsReplay(first, await client.PostAsync("/v1/domains", """{"domain":"gone.example"}""", ("Idempotency-Key", "k")));
        (await client.GetAsync("/v1/domains/gone.example")).IsError(404, "domain_not_found");
    }

    [Theory]
    [InlineData("""{"domain":"other.example"}""")]
    [InlineData("""{"domain":"once.example" }""")]
    [InlineData("")]
    [InlineData("[")]
    public async Task Another_body_under_the_same_key_is_refused(string body)
    {
        var client = await service.ClientAsync();
        await client.PostAsync("/v1/domains", """{"domain":"once.example"}""", ("Idempotency-Key", "k"));
        (await client.PostAsync("/v1/domains", body, ("Idempotency-Key", "k"))).IsError(422, "idempotency_key_reused");
        Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
    }

    [Fact]
    public async Task Another_path_under_the_same_key_is_refused()
    {
        var client = await service.ClientAsync();
        var (one, two) = ((await client.CreateAsync("one.example")).Id(), (await client.CreateAsync("two.example")).Id());
        Assert.Equal(200, (await client.PostAsync($"/v1/domains/{one}/verify", null, ("Idempotency-Key", "k"))).Status);
        (await client.PostAsync($"/v1/domains/{two}/verify", null, ("Idempotency-Key", "k"))).IsError(422, "idempotency_key_reused");
        (await client.PostAsync("/v1/domains", "", ("Idempotency-Key", "k"))).IsError(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Errors_are_replayed_too()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("taken.example");
        foreach (var (i, body) in ((string[])["[", """{"domain":"no"}""", """{"domain":"taken.example"}"""]).Index())
        {
            var first = await client.PostAsync("/v1/domains", body, ("Idempotency-Key", $"e{i}"));
            Assert.InRange(first.Status, 400, 409);
            IsReplay(first, await client.PostAsync("/v1/domains", body, ("Idempotency-Key", $"e{i}")));
        }

        var missing = await client.PostAsync("/v1/domains/late.example/verify", null, ("Idempotency-Key", "late"));
        missing.IsError(404, "domain_not_found");
        await client.CreateAsync("late.example");
        IsReplay(missing, await client.PostAsync("/v1/domains/late.example/verify", null, ("Idempotency-Key", "late")));
    }

    [Fact]
    public async Task A_verification_is_replayed_and_not_made_again()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("check.example")).Id();
        var first = await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "v"));
        var asked = service.Zone.Asked.Count(a => a.Name.Text.EndsWith("check.example", StringComparison.Ordinal));
        await service.PublishAsync(client, id);
        IsReplay(first, await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "v")));
        Assert.Equal(asked, service.Zone.Asked.Count(a => a.Name.Text.EndsWith("check.example", StringComparison.Ordinal)));
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
    }

    [Fact]
    public async Task While_the_first_is_running_the_second_is_told_so()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("running.example")).Id();
        Task<Answer> first;
        using (var gate = service.Gate.Close(name => name.Text.EndsWith("running.example", StringComparison.Ordinal)))
        {
            first = client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "r"));
            await gate.ReachedAsync();
            (await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "r"))).IsError(409, "idempotency_key_in_use");
            (await client.PostAsync("/v1/domains/else.example/verify", null, ("Idempotency-Key", "r"))).IsError(422, "idempotency_key_reused");
        }

        IsReplay(await first, await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "r")));
    }

    [Fact]
    public async Task Of_many_at_once_under_one_key_one_runs_and_the_others_hear_of_it()
    {
        var client = await service.ClientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.PostAsync("/v1/domains", """{"domain":"burst.example"}""", ("Idempotency-Key", "b"))));
        Assert.All(answers, a => Assert.Contains(a.Status, (int[])[201, 409]));
        Assert.Single(answers, a => a.Status == 201 && a.Header("Idempotent-Replayed") is null);
        Assert.Single(answers.Where(a => a.Status == 201).Select(a => a.Text).Distinct());
        Assert.All(answers.Where(a => a.Status == 409), a => a.IsError(409, "idempotency_key_in_use"));
    }

    [Fact]
    public async Task Keys_belong_to_the_account()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var again = await service.ClientAsync(one.Account);
        var first = await one.PostAsync("/v1/domains", """{"domain":"mine.example"}""", ("Idempotency-Key", "shared"));
        var theirs = await two.PostAsync("/v1/domains", """{"domain":"mine.example"}""", ("Idempotency-Key", "shared"));
        Assert.Equal(201, theirs.Status);
        Assert.NotEqual(first.Json.Id(), theirs.Json.Id());
        IsReplay(first, await again.PostAsync("/v1/domains", """{"domain":"mine.example"}""", ("Idempotency-Key", "shared")));
    }

    [Fact]
    public async Task What_was_answered_live_is_not_replayed_in_test()
    {
        var live = await service.ClientAsync();
        var test = await service.ClientAsync(live.Account, KeyEnvironment.Test);
        var first = await live.PostAsync("/v1/domains", """{"domain":"env.example"}""", ("Idempotency-Key", "env"));
        Assert.NotEqual(first.Json.Id(), (await test.PostAsync("/v1/domains", """{"domain":"env.example"}""", ("Idempotency-Key", "env"))).Json.Id());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    public async Task A_malformed_key_is_refused(string key)
    {
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", key))).IsError(400, "field_invalid", "Idempotency-Key");
        Assert.Empty((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
    }

    [Fact]
    public async Task A_key_has_255_characters_at_most_and_stands_alone()
    {
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", new string('k', 256)))).IsError(400, "field_invalid", "Idempotency-Key");
        Assert.Equal(201, (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", new string('k', 255)))).Status);
        Assert.Equal(201, (await client.PostAsync("/v1/domains", """{"domain":"b.example"}""", ("Idempotency-Key", "\"~!#$%&'()*+,-./:;<=>?@[]^_`{|}"))).Status);
        var request = $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\n\r\n{}";
        Assert.Contains("\"field\":\"Idempotency-Key\"", await RawHttp.SendAsync(service.Address, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_than_post_do_not_heed_the_key()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("put.example")).Id();
        (string, string) key = ("Idempotency-Key", "put");
        Assert.Equal(200, (await client.PutAsync($"/v1/domains/{id}", """{"active":false}""", key)).Status);
        Assert.True((await client.PutAsync($"/v1/domains/{id}", """{"active":true}""", key)).Json.Truth("active"));
        Assert.Equal(200, (await client.GetAsync($"/v1/domains/{id}", key)).Status);
        Assert.Equal(200, (await client.DeleteAsync($"/v1/domains/{id}", key)).Status);
        (await client.DeleteAsync($"/v1/domains/{id}", key)).IsError(404, "domain_not_found");
    }

    [Fact]
    public async Task An_answer_of_our_own_fault_is_not_kept()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("fault.example")).Id();
        using (service.Gate.Close(name => name.Text.EndsWith("fault.example", StringComparison.Ordinal) ? throw new InvalidOperationException("a fault on purpose") : false))
        {
            (await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "f"))).IsError(500, "internal_error");
        }

        var answer = await client.PostAsync($"/v1/domains/{id}/verify", null, ("Idempotency-Key", "f"));
        Assert.Equal((200, null), (answer.Status, answer.Header("Idempotent-Replayed")));
    }

    private static void IsReplay(Answer first, Answer replay)
    {
        Assert.Equal("true", replay.Header("Idempotent-Replayed"));
        Assert.Equal((first.Status, first.Header("Location"), first.Header("Content-Type")), (replay.Status, replay.Header("Location"), replay.Header("Content-Type")));
        Assert.Equal(first.Octets, replay.Octets);
        Assert.NotEqual(first.Header("X-Request-ID"), replay.Header("X-Request-ID"));
    }
}
