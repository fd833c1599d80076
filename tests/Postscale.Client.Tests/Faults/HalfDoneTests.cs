using System.Net;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Faults;

/// <summary>Publishing that may have been done in part is not said to have done nothing.</summary>
public sealed class HalfDoneTests
{
    private const string Published = """{"domain":"example.com","zone":"example.com","via":"cloudflare","applied":true,"plan":"p","changes":[],"verification":null}""";

    private static readonly PublishRequest s_plan = new() { Via = PublishVia.Cloudflare, Cloudflare = new CloudflareTarget { ApiToken = "t" } };
    private static readonly PublishRequest s_apply = s_plan with { Apply = true, Plan = "p" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_that_ended_in_502_are_told_as_such_and_not_tried_again()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(502, Answers.Error("dns_provider_failed", "one of two changes was made")), HttpScript.Json(409, Answers.Error("plan_changed")));
        using var client = Clients.Hasty(server.Address);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.PublishAsync("example.com", s_apply, cancellationToken: Token));
        Assert.Equal((HttpStatusCode.BadGateway, "dns_provider_failed", "one of two changes was made"), (failure.Status, failure.Code, failure.Message));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_plan_that_ended_in_502_is_tried_again()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(502, Answers.Error("dns_provider_failed")), HttpScript.Json(200, Published));
        using var client = Clients.Hasty(server.Address);
        await client.Domains.PublishAsync("example.com", s_plan, cancellationToken: Token);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("cut", true)]
    [InlineData("503", true)]
    [InlineData("429", false)]
    public async Task A_plan_that_an_earlier_try_may_have_carried_out_is_not_said_to_have_changed_by_itself(string first, bool mayHaveBeenDone)
    {
        await using var server = ScriptedHttpServer.Start(
            first == "cut" ? HttpScript.Cut : HttpScript.Json(first == "503" ? 503 : 429, Answers.Error("any")), HttpScript.Json(409, Answers.Error("plan_changed", "the plan is another one")));
        using var client = Clients.Hasty(server.Address);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.PublishAsync("example.com", s_apply, cancellationToken: Token));
        Assert.Equal(ErrorCodes.PlanChanged, failure.Code);
        Assert.Equal("the plan is another one" + (mayHaveBeenDone ? "; an earlier try of this call, whose answer was lost, may have made changes: they may be why" : ""), failure.Message);
    }
}
