using System.Globalization;
using System.Net;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Faults;

/// <summary>What is tried again, with what, and how long it is waited for.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing => ["408", "429", "500", "502 page", "503", "504 page", "cut", "cut short", "200 cut short"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_failure_that_passes_is_tried_again_as_the_same_request(string fault)
    {
        await using var server = ScriptedHttpServer.Start(Script(fault), Script(fault), HttpScript.Json(201, Answers.Domain));
        using var client = Clients.Hasty(server.Address);
        var domain = await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token);
        Assert.Equal("example.com", domain.Name);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, r => Assert.Equal(("POST", "/v1/domains", """{"domain":"example.com"}"""), (r.Method, r.Target, r.Body)));
        var sent = server.Requests.Select(r => (Id: r.Header("x-request-id"), Key: r.Header("idempotency-key"), Authorization: r.Header("authorization"))).Distinct().ToList();
        Assert.Single(sent);
        Assert.Equal($"Bearer {Clients.Key}", sent[0].Authorization);
        Assert.Matches("^[0-9a-f]{32}$", sent[0].Id);
        Assert.Matches("^[0-9a-f]{32}$", sent[0].Key);
    }

    [Fact]
    public async Task Each_call_has_an_idempotency_key_of_its_own_unless_the_caller_gives_one()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(201, Answers.Domain));
        using var client = Clients.Hasty(server.Address);
        await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token);
        await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token);
        await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, "mine", Token);
        await client.Domains.GetAsync("example.com", Token);
        var keys = server.Requests.Select(r => r.Header("idempotency-key")).ToList();
        Assert.NotEqual(keys[0], keys[1]);
        Assert.Equal(("mine", null), (keys[2], keys[3]));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_tried_again_too(string method)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready")), HttpScript.Json(200, Body(method)));
        using var client = Clients.Hasty(server.Address);
        await (method switch
        {
            "GET" => client.Domains.GetAsync("example.com", Token),
            "PUT" => client.Domains.UpdateAsync("example.com", new DomainUpdate { Active = false }, Token),
            "PATCH" => client.Webhooks.UpdateAsync(Guid.Empty, new WebhookUpdate { Active = false }, Token),
            _ => client.Domains.DeleteAsync("example.com", Token),
        });
        Assert.Equal([method, method], server.Requests.Select(r => r.Method));
        Assert.All(server.Requests, r => Assert.Null(r.Header("idempotency-key")));

        static string Body(string method) => method switch
        {
            "PATCH" => """{"id":"d290f1ee-6c54-4b01-90e6-d701748f0851","url":"https://a.example","description":"","events":[],"active":false,"created_at":"2026-01-18T10:30:00Z","updated_at":"2026-01-18T10:30:00Z"}""",
            "DELETE" => Answers.Deleted,
            _ => Answers.Domain,
        };
    }

    [Theory]
    [InlineData(400, "field_invalid")]
    [InlineData(401, "api_key_invalid")]
    [InlineData(403, "api_key_scope_missing")]
    [InlineData(404, "domain_not_found")]
    [InlineData(409, "domain_exists")]
    [InlineData(422, "idempotency_key_reused")]
    [InlineData(501, "unknown_to_this_client")]
    public async Task A_refusal_is_not_tried_again(int status, string code)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(status, Answers.Error(code, "because", "domain"), "X-Request-ID: from-the-header"));
        using var client = Clients.Hasty(server.Address);
        var refusal = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.CreateAsync(new NewDomain { Name = "x" }, cancellationToken: Token));
        Assert.Equal(("because", (HttpStatusCode)status, code, "domain", "from-the-body", null), (refusal.Message, refusal.Status, refusal.Code, refusal.Field, refusal.RequestId, refusal.RetryAfter));
        Assert.Equal(status == 501, refusal.IsTransient);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_conflict_that_says_when_to_come_back_is_the_first_request_still_running()
    {
        await using var server = ScriptedHttpServer.Start(
            HttpScript.Cut, HttpScript.Json(409, Answers.Error("idempotency_key_in_use"), "Retry-After: 1"), HttpScript.Json(201, Answers.Domain));
        var time = new ImpatientTime(TimeSpan.FromSeconds(30));
        using var client = Clients.On(time, server.Address);
        Assert.Equal("example.com", (await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token)).Name);
        Assert.Contains(TimeSpan.FromSeconds(1), time.Waits);
    }

    [Fact]
    public async Task A_first_request_that_still_runs_is_waited_for_more_often_than_failures_are()
    {
        var running = HttpScript.Json(409, Answers.Error("idempotency_key_in_use"), "Retry-After: 0");
        await using var server = ScriptedHttpServer.Start([HttpScript.Cut, .. Enumerable.Repeat(running, 30), HttpScript.Cut, running, HttpScript.Json(201, Answers.Domain)]);
        var time = new ImpatientTime(TimeSpan.FromSeconds(30));
        using var client = Clients.On(time, server.Address);
        Assert.Equal("example.com", (await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token)).Name);
        Assert.Equal(34, server.Requests.Count);
        // A service that names no time is not asked without a pause.
        Assert.Equal(31, time.Waits.Count(w => w == TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task A_first_request_that_runs_for_longer_than_the_call_has_time_is_told()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Cut, HttpScript.Json(409, Answers.Error("idempotency_key_in_use"), "Retry-After: 60"));
        using var client = Clients.Hasty(server.Address, timeout: TimeSpan.FromSeconds(50));
        var refusal = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token));
        Assert.Equal((ErrorCodes.IdempotencyKeyInUse, s_minute), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_in_seconds_is_waited_for(int status)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(status, Answers.Error("rate_limited"), "Retry-After: 7"), HttpScript.Json(200, Answers.Domain));
        var time = new ImpatientTime(TimeSpan.FromSeconds(30));
        using var client = Clients.On(time, server.Address);
        await client.Domains.GetAsync("example.com", Token);
        Assert.Equal([TimeSpan.FromSeconds(7)], time.Waits);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_waited_for()
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(20).ToString("R", CultureInfo.InvariantCulture);
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready"), $"Retry-After: {at}"), HttpScript.Json(200, Answers.Domain));
        var time = new ImpatientTime(TimeSpan.FromSeconds(30));
        using var client = Clients.On(time, server.Address);
        await client.Domains.GetAsync("example.com", Token);
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_wait_that_the_call_has_no_time_for_is_given_to_the_caller_at_once()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(429, Answers.Error("rate_limited"), "Retry-After: 60"));
        using var client = Clients.Hasty(server.Address, timeout: TimeSpan.FromSeconds(50));
        var refusal = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited", s_minute, true), (refusal.Status, refusal.Code, refusal.RetryAfter, refusal.IsTransient));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task After_the_last_retry_the_last_failure_is_told(int retries)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(500, Answers.Error("internal_error", "our fault")));
        using var client = Clients.Hasty(server.Address, retries);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.Equal(("our fault", HttpStatusCode.InternalServerError, true), (failure.Message, failure.Status, failure.IsTransient));
        Assert.Equal(retries + 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_done_when_the_next_try_finds_nothing()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Cut, HttpScript.Json(404, Answers.Error("domain_not_found")));
        using var client = Clients.Hasty(server.Address);
        await client.Domains.DeleteAsync("example.com", Token);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_removal_that_ended_in_503_may_have_been_done_too()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready")), HttpScript.Json(404, Answers.Error("domain_not_found")));
        using var client = Clients.Hasty(server.Address);
        await client.Domains.DeleteAsync("example.com", Token);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(429, false)]
    public async Task A_key_that_is_refused_on_a_later_try_may_have_been_ended_by_an_earlier_one(int first, bool mayHaveBeenDone)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(first, Answers.Error("any")), HttpScript.Json(401, Answers.Error("api_key_invalid", "no such key")));
        using var client = Clients.Hasty(server.Address);
        var refusal = await Assert.ThrowsAsync<PostscaleException>(() => client.Keys.RevokeAsync(Guid.Empty, Token));
        Assert.Equal(mayHaveBeenDone ? "no such key; an earlier try of this call, whose answer was lost, may have been done, and may have ended this very key" : "no such key", refusal.Message);
    }

    [Fact]
    public async Task A_removal_of_what_was_never_there_is_told_as_such_even_after_a_wait()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(429, Answers.Error("rate_limited")), HttpScript.Json(404, Answers.Error("domain_not_found")));
        using var client = Clients.Hasty(server.Address);
        Assert.Equal(ErrorCodes.DomainNotFound, (await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.DeleteAsync("example.com", Token))).Code);
    }

    private static HttpScript Script(string fault) => fault switch
    {
        "cut" => HttpScript.Cut,
        "cut short" => HttpScript.Json(503, Answers.Error("not_ready")).CutShort(),
        "200 cut short" => HttpScript.Json(200, Answers.Domain).CutShort(),
        _ when fault.EndsWith("page", StringComparison.Ordinal) => HttpScript.Page(int.Parse(fault[..3], CultureInfo.InvariantCulture)),
        _ => HttpScript.Json(int.Parse(fault, CultureInfo.InvariantCulture), Answers.Error("any")),
    };
}
