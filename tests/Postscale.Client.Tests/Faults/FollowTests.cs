using System.Net;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Faults;

/// <summary>Following events over outages of the service.</summary>
public sealed class FollowTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_on_where_it_was_and_tells_each_outage_once()
    {
        await using var server = ScriptedHttpServer.Start(
            Page(1), Page(2).CutShort(), HttpScript.Json(503, Answers.Error("not_ready"), "Retry-After: 7"), HttpScript.Json(429, Answers.Error("rate_limited"), "Retry-After: 1"), Page(2), HttpScript.Page(502), Page(3));
        var time = new ImpatientTime(TimeSpan.FromSeconds(30));
        using var client = Clients.On(time, server.Address, maxRetries: 0);
        var outages = new List<HttpStatusCode?>();
        var followed = await client.Events.FollowAsync(interval: s_interval, outage: e => outages.Add(e.Status), cancellationToken: Token).Take(3).Select(e => e.Sequence).ToListAsync(Token);
        Assert.Equal([1L, 2, 3], followed);
        Assert.Equal([null, HttpStatusCode.BadGateway], outages);
        Assert.Equal([0, 1, 1, 1, 1, 2, 2], server.Requests.Select(r => int.Parse(r.Target.Split("after=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([s_interval, s_interval, TimeSpan.FromSeconds(7), s_interval, s_interval, s_interval], time.Waits);
    }

    [Fact]
    public async Task A_service_that_asks_to_be_left_alone_for_years_is_asked_again_after_an_hour()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready"), "Retry-After: 999999999"), Page(1));
        var time = new ImpatientTime(TimeSpan.FromHours(2));
        using var client = Clients.On(time, server.Address, timeout: TimeSpan.FromHours(3), attemptTimeout: TimeSpan.FromHours(3), maxRetries: 0);
        Assert.Equal(1, (await client.Events.FollowAsync(cancellationToken: Token).FirstAsync(Token)).Sequence);
        Assert.Equal([TimeSpan.FromHours(1)], time.Waits);
    }

    [Fact]
    public async Task A_refusal_ends_it()
    {
        await using var server = ScriptedHttpServer.Start(Page(1), HttpScript.Json(401, Answers.Error("api_key_invalid")));
        using var client = Clients.On(new ImpatientTime(TimeSpan.FromSeconds(30)), server.Address);
        await using var follower = client.Events.FollowAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await follower.MoveNextAsync());
        Assert.Equal("api_key_invalid", (await Assert.ThrowsAsync<PostscaleException>(async () => await follower.MoveNextAsync())).Code);
    }

    private static HttpScript Page(int sequence) => HttpScript.Json(
        200,
        $$$"""{"events":[{"id":"d290f1ee-6c54-4b01-90e6-d701748f0851","sequence":{{{sequence}}},"type":"domain.created","environment":"live","timestamp":"2026-01-18T10:30:00Z","data":{}}],"next_after":{{{sequence}}},"has_more":false,"oldest_sequence":1}""");
}
