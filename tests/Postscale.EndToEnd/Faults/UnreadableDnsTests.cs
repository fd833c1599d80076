using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Verification;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>
/// The looks in the background at a domain that is verified, while DNS is lossy, silent, late or lying. One look that took any of
/// this for absence would take the domain's state away, for here one is enough.
/// </summary>
public sealed class UnreadableDnsTests
{
    private const string Owner = $"_postscale.{ScriptedZone.Customer}";

    private static readonly string[] s_options =
    [
        "--recheck-verified", "1", "--recheck-pending", "1", "--recheck-pending-most", "1", "--recheck-failures", "1", "--recheck-failing-hours", "0", "--verify-timeout", "1", "--log-level", "error",
    ];

    public static TheoryData<string> Faults => ["lossy", .. DnsFaults.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Looks_in_the_background_never_take_it_for_absence(string fault)
    {
        await using var stage = await ScriptedStage.SetAsync(s_options);
        var random = new Random(30);
        ScriptedReply? Lose(ScriptedQuery query)
        {
            lock (random)
            {
                return random.Next(100) < 30 ? ScriptedReply.Drop : null;
            }
        }

        stage.Zone.Fault = query => fault == "lossy" ? Lose(query) : ScriptedZone.IsCustomers(query) ? DnsFaults.All[fault].Spoil(query, stage.Zone.Healthy(query)) : null;
        var looks = LongRun.Pick(3, 30);
        await LookAsync(stage, looks);
        var domain = await stage.DomainAsync();
        Assert.True((bool)domain["verified"]!, domain.ToJsonString());

        // It does look: what is definitely gone takes the state away.
        stage.Zone.Fault = query => ScriptedZone.IsCustomers(query) ? ScriptedReply.NoSuchName("example") : null;
        await Wait.UntilAsync(async () => !(bool)(await stage.DomainAsync())["verified"]!, "the domain is verified no longer");
        var events = (await stage.Api.GetAsync("/v1/events?limit=100")).Expect(200)["events"]!.AsArray();
        Assert.Single(events, e => (string)e!["type"]! == "domain.unverified");
        Assert.Single(events, e => (string)e!["type"]! == "domain.verified");

        stage.Zone.Fault = null;
        await Wait.UntilAsync(async () => (bool)(await stage.DomainAsync())["verified"]!, "the domain is verified again");
        LongRun.Note($"{fault}: {looks} looks");
    }

    /// <summary>Waits until some looks have begun and all but the last have ended. A look asks again what was lost, so it is counted by the ids it took.</summary>
    private static async Task LookAsync(ScriptedStage stage, int looks)
    {
        var (begun, last) = (0, 0L);
        var from = stage.Zone.Server.Queries.Count;
        await Wait.UntilAsync(
            () =>
            {
                var queries = stage.Zone.Server.Queries;
                for (; from < queries.Count; from++)
                {
                    // What is asked again within a look comes sooner than a look after another.
                    if (queries[from].Name.Text.Equals(Owner, StringComparison.OrdinalIgnoreCase))
                    {
                        var now = TimeProvider.System.GetTimestamp();
                        begun += last == 0 || TimeProvider.System.GetElapsedTime(last, now) > TimeSpan.FromSeconds(0.85) ? 1 : 0;
                        last = now;
                    }
                }

                return begun > looks;
            },
            $"{looks} looks in the background",
            TimeSpan.FromSeconds(30 + (5 * looks)));
    }
}
