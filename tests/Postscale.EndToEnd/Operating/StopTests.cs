using System.Diagnostics;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Faults;
using Postscale.EndToEnd.Running;
using Postscale.EndToEnd.Verification;
using Postscale.Testing;

namespace Postscale.EndToEnd.Operating;

/// <summary>SIGTERM: what is under way is finished, and the end comes within ten seconds.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_verification_under_way_is_finished_while_nothing_new_is_taken()
    {
        await using var stage = await ScriptedStage.SetAsync();
        var before = stage.Zone.Server.Queries.Count;
        var answers = new TaskCompletionSource();
        stage.Zone.Fault = query => stage.Zone.Healthy(query) with { HeldUntil = answers.Task };
        var verify = stage.VerifyAsync();
        await stage.Zone.Server.WaitForQueriesAsync(before + 6);

        var clock = Stopwatch.StartNew();
        stage.Service.Terminate();
        await WaitUntilRefusedAsync(stage);
        Assert.False(verify.IsCompleted);

        // What the resolver was asked meanwhile it answers now: later than the first attempts waited.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        answers.SetResult();

        var (answer, _) = await verify;
        Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", (string?)answer["summary"]);
        Assert.Equal(0, await stage.Service.WaitForExitAsync());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, s_bound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verification_that_waits_for_a_silent_resolver_is_answered_all_the_same(bool firstAnswersCome)
    {
        await using var stage = await ScriptedStage.SetAsync();
        var before = stage.Zone.Server.Queries.Count;

        // Where the first answers come late and the second ones never, a verification takes all the time it may.
        stage.Zone.Fault = query => firstAnswersCome && ScriptedZone.IsCustomers(query)
            ? stage.Zone.Healthy(query) with { Delay = TimeSpan.FromSeconds(1.2) }
            : ScriptedReply.Drop;
        var verify = stage.VerifyAsync();
        await stage.Zone.Server.WaitForQueriesAsync(before + 6);

        var clock = Stopwatch.StartNew();
        stage.Service.Terminate();

        var (answer, _) = await verify;
        Assert.True((bool)answer["verified"]!);
        Assert.Equal(0, await stage.Service.WaitForExitAsync());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, s_bound);
    }

    [Fact]
    public async Task A_request_that_does_not_end_in_time_is_cut_off_and_the_stop_is_a_good_one()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(folder.File("p.db"), options: ["--shutdown-timeout", "1"]);
        await service.Client().CreateAsync("before.example");
        await using var upload = await RawHttp.ConnectAsync(service.Address, token);
        await upload.SendAsync(
            $"POST /v1/domains HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {service.FirstKey}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n", token);
        Assert.True(await upload.ReceiveAsync(token));
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", upload.Received);
        await upload.SendAsync("""{"domain":"during.example",""", token);

        var clock = Stopwatch.StartNew();
        await service.StopAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.5), s_bound);
        Assert.DoesNotContain("xception", service.StandardError, StringComparison.Ordinal);

        await using var again = await Service.StartAsync(folder.File("p.db"));
        Assert.Equal(["before.example"], (await again.Client(service.FirstKey).GetAsync("/v1/domains")).Expect(200)["domains"]!.AsArray().Select(d => (string?)d!["domain"]));
    }

    [Fact]
    public async Task An_idle_service_stops_at_once()
    {
        await using var stage = await ScriptedStage.SetAsync();
        var clock = Stopwatch.StartNew();
        await stage.Service.StopAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static async Task WaitUntilRefusedAsync(ScriptedStage stage)
    {
        using var http = new HttpClient { BaseAddress = stage.Service.Address, Timeout = TimeSpan.FromSeconds(1) };
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { ConnectionClose = true } };
                using var response = await http.SendAsync(request);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("the service still takes connections");
    }
}
