using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Verification;

namespace Postscale.EndToEnd.Faults;

/// <summary>A domain is deleted while DNS, which is slow, is still asked about it.</summary>
public sealed class DeletedMeanwhileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_stays_deleted_and_the_name_is_free(bool inBackground)
    {
        string[] options = inBackground ? ["--recheck-verified", "1"] : ["--recheck", "off"];
        await using var stage = await ScriptedStage.SetAsync([.. options, "--log-level", "error"]);
        var answers = new TaskCompletionSource();
        var held = 0;
        stage.Zone.Fault = query =>
        {
            if (ScriptedZone.IsCustomers(query))
            {
                Interlocked.Increment(ref held);
            }

            return stage.Zone.Healthy(query) with { HeldUntil = answers.Task };
        };
        var verify = inBackground ? null : stage.Api.PostAsync($"{ScriptedStage.Path}/verify");
        await Wait.UntilAsync(() => Volatile.Read(ref held) >= 6, "the look has begun");

        (await stage.Api.DeleteAsync(ScriptedStage.Path)).Expect(200);
        var again = await stage.Api.CreateAsync(ScriptedZone.Customer);
        stage.Zone.Fault = null;
        answers.SetResult();
        if (verify is not null)
        {
            // There is no domain that its outcome could be of.
            Assert.Equal(404, (await verify).Status);
        }

        // A stop waits for what is under way: after it, whatever the look found is written, or never will be.
        var found = await stage.DomainAsync();
        Assert.Equal((string)again["id"]!, (string)found["id"]!);
        await stage.Service.StopAsync();
        Assert.Empty(stage.Service.StandardError);
        await using var restarted = await stage.RestartAsync("--recheck", "off");
        var api = restarted.Client(stage.Service.FirstKey);
        var domain = (await api.GetAsync(ScriptedStage.Path)).Expect(200);
        Assert.Equal((string)again["id"]!, (string)domain["id"]!);
        Assert.False((bool)domain["verified"]!);
        var events = (await api.GetAsync("/v1/events")).Expect(200)["events"]!.AsArray().Select(e => (string)e!["type"]!);
        Assert.Equal(["domain.created", "domain.dns_changed", "domain.verified", "domain.deleted", "domain.created"], events);
    }
}
