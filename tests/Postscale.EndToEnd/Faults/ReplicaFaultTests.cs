using System.Globalization;
using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Faults;

/// <summary>Several services on one PostgreSQL are killed and paused at random, while customers write and domains are looked at.</summary>
public sealed class ReplicaFaultTests
{
    private const int Seed = 20260607;

    [Fact]
    public async Task Killed_and_paused_at_random_they_lose_nothing_and_look_at_no_domain_twice()
    {
        await using var dns = new WatchedDns();
        await using var replicas = await Replicas.StartAsync(LongRun.Pick(3, 8), dns.Endpoint);
        var accounts = new List<string>();
        foreach (var account in (string[])["first", "second"])
        {
            var key = await replicas.AddAccountAsync(account);
            accounts.Add(key);
            await dns.SetAsync(replicas.Any(key), account, verified: LongRun.Pick(10, 50), pending: LongRun.Pick(5, 25));
        }

        dns.Begin();
        List<Load> loads = [.. accounts.Select((key, i) => new Load(() => replicas.Any(key), $"replicas-{i}", customers: 2, mayBreak: true, pause: 10))];
        try
        {
            await replicas.DisturbAsync(new Random(Seed), LongRun.Pick(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5)));
            await replicas.HealAsync();
            await Task.WhenAll(loads.Select(l => l.WriteAsync(20)));
            await Task.WhenAll(loads.Select(l => l.StopAsync()));
        }
        finally
        {
            foreach (var load in loads)
            {
                await load.DisposeAsync();
            }
        }

        // What those had taken who were killed comes due when its lease ends.
        await dns.WaitUntilAllAreLookedAtAgainAsync(Replicas.Lease + TimeSpan.FromSeconds(20));
        for (var i = 0; i < accounts.Count; i++)
        {
            var api = replicas.Any(accounts[i]);
            await new Audit(api, "after all kills and pauses", others: dns.Names).RunAsync(loads[i].Entries, []);
            await CheckEventsAsync(api);
            foreach (var name in dns.VerifiedOf(i))
            {
                Assert.True((bool)(await api.GetAsync($"/v1/domains/{name}")).Expect(200)["verified"]!, $"{name} has lost its state");
            }
        }

        var (looks, resumed, twice) = dns.Count(replicas.Resumed);
        Assert.True(twice.Count == 0, string.Join('\n', twice));
        LongRun.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{replicas.Count} replicas, {replicas.Kills} kills, {replicas.Pauses} pauses; {loads.Sum(l => l.Acknowledged)} writes acknowledged and none lost, {loads.Sum(l => l.Refused)} without an answer; {looks} looks, {resumed} of them by a paused replica that went on"));
    }

    [Fact]
    public async Task What_a_killed_one_was_looking_at_another_takes_over_when_the_lease_ends_and_not_before()
    {
        await using var dns = new WatchedDns();
        await using var replicas = await Replicas.StartAsync(1, dns.Endpoint);
        var key = await replicas.AddAccountAsync("one");
        dns.IsSilent = true;
        await replicas.Any(key).CreateAsync("taken.example");
        await Wait.UntilAsync(() => dns.AskedFor("taken.example").Count > 0, "the first replica looks");
        await replicas.KillAsync(0);
        var killed = TimeProvider.System.GetTimestamp();
        dns.IsSilent = false;
        await replicas.RestartAsync(0);

        await Wait.UntilAsync(() => dns.AskedFor("taken.example").Any(t => t > killed), "the second replica looks", Replicas.Lease + TimeSpan.FromSeconds(10));
        var after = TimeProvider.System.GetElapsedTime(dns.AskedFor("taken.example")[0], dns.AskedFor("taken.example").First(t => t > killed));
        Assert.InRange(after, Replicas.Lease - TimeSpan.FromSeconds(1), Replicas.Lease + TimeSpan.FromSeconds(5));
        LongRun.Note($"taken over {after.TotalSeconds:0.0} s after the look of the killed one began, where the lease is {Replicas.Lease.TotalSeconds} s");
    }

    private static async Task CheckEventsAsync(ApiClient api)
    {
        var sequence = 0L;
        bool hasMore;
        do
        {
            var page = (await api.GetAsync($"/v1/events?limit=100&after={sequence}")).Expect(200);
            foreach (var happened in page["events"]!.AsArray())
            {
                Assert.Equal(++sequence, (long)happened!["sequence"]!);
                Assert.NotEqual("domain.unverified", (string?)happened["type"]);
            }

            hasMore = (bool)page["has_more"]!;
        }
        while (hasMore);
        Assert.NotEqual(0, sequence);
    }
}
