using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Postscale.Server.Accounts;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Moving;

/// <summary>An installation moves from SQLite to PostgreSQL and back, and nobody sees a difference.</summary>
public sealed class MovingTests : IDisposable
{
    private const int Domains = 2500;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task All_that_clients_see_is_the_same_after_a_move_and_after_a_move_back()
    {
        await using var service = await TestService.StartAsync();
        var (big, small) = (await service.ClientAsync("big"), await service.ClientAsync("small"));
        await FillAsync(service, big, small);
        // A service follows a rotation of the platform's keys with a delay: one that has just started does not.
        await using var another = await TestService.StartOnAsync(service.DatabaseUrl);
        var before = await SeeAsync(another, big, small);

        // The service runs all the while.
        var lines = await Exports.OfAsync(service.DatabaseUrl);
        var postgres = await TestDatabases.CreatePostgresAsync();
        var counts = await Exports.IntoAsync(postgres, lines);
        Assert.StartsWith("account 2, api_key 3, domain 2523, alias 2, check 12, check_plan 2523, event_counter 2, ", counts.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(", dkim_key 2", counts.ToString(), StringComparison.Ordinal);
        var moved = await Exports.OfAsync(postgres);
        // Before anybody uses a key there, which is written down.
        Assert.Equal(lines, moved);
        await HoldAsync(postgres, before, big, small);

        var back = $"sqlite:{_folder.File("back.db")}";
        await Exports.IntoAsync(back, moved);
        Assert.Equal(lines, await Exports.OfAsync(back));
        await HoldAsync(back, before, big, small);
    }

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task One_account_moves_beside_others_and_takes_nothing_of_the_platform_along()
    {
        await using var service = await TestService.StartAsync();
        var (acme, other) = (await service.ClientAsync("acme"), await service.ClientAsync("other"));
        await acme.CreateAsync("acme.example");
        await other.CreateAsync("other.example");
        await service.VerifiedAsync(acme, "owned.example", "both");
        var lines = await Exports.OfAsync(service.DatabaseUrl, "acme");
        Assert.DoesNotContain(lines, l => l.Contains("other", StringComparison.Ordinal) || l.Contains("dkim_key\",\"row", StringComparison.Ordinal));
        Assert.StartsWith("""{"postscale_export":1,"schema":""", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(""","exported_at":"2026-01-18T10:30:00Z","accounts":["acme"]}""", lines[0], StringComparison.Ordinal);

        await using var target = await TestService.StartOnAsync(await TestDatabases.CreatePostgresAsync());
        var resident = await target.ClientAsync("resident");
        await resident.CreateAsync("acme.example");
        await Exports.IntoAsync(target.DatabaseUrl, lines);
        var moved = target.WithKey(acme.Key);
        Assert.Equal((await acme.GetAsync("/v1/domains")).Text, (await moved.GetAsync("/v1/domains")).Text);
        await moved.CreateAsync("new.example");
        Assert.Equal(["acme.example", "owned.example", "new.example"], await NamesAsync(moved));
        Assert.Equal(["acme.example"], await NamesAsync(resident));
        Assert.Equal(401, (await target.WithKey(other.Key).GetAsync("/v1/domains")).Status);
    }

    [Fact]
    public async Task An_export_is_one_state_of_a_database_that_is_written_to()
    {
        await using var service = await TestService.StartAsync();
        var client = await service.ClientAsync("busy");
        var acknowledged = new List<string>();
        using var stop = new CancellationTokenSource();
        var enough = new TaskCompletionSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    var primary = await client.CreateAsync($"p{i}.example");
                    var alias = await client.PostAsync("/v1/domains", $$"""{"domain":"a{{i}}.example","type":"alias","primary_domain":"p{{i}}.example"}""");
                    Assert.Equal(201, alias.Status);
                    lock (acknowledged)
                    {
                        acknowledged.AddRange([$"p{i}.example", $"a{i}.example"]);
                    }

                    if (i == 100)
                    {
                        enough.SetResult();
                    }
                }
            },
            Token);
        await enough.Task;
        for (var round = 0; round < 5; round++)
        {
            string[] before;
            lock (acknowledged)
            {
                before = [.. acknowledged];
            }

            var target = $"sqlite:{_folder.File($"{round}.db")}";
            await Exports.IntoAsync(target, await Exports.OfAsync(service.DatabaseUrl));
            await using var database = Database.Create(target);
            await database.OpenAsync(Token);
            var names = await database.ReadAsync((session, token) => session.ListAsync("SELECT name FROM domains", [], row => row.GetString(0), token), Token);
            Assert.Empty(before.Except(names));
            // An alias is never without the primary it was made with.
            Assert.Equal(0, await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM domains WHERE type = 'alias' AND primary_id IS NULL"));
        }

        await stop.CancelAsync();
        await writing;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Some thousand domains; aliases older and younger than their primary, verified ones, checks, a test domain, a revoked key, rotated DKIM keys.</summary>
    private static async Task FillAsync(TestService service, ApiClient big, ApiClient small)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Domains), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (i, _) => await big.CreateAsync($"d{i}.example"));
        var alias = (await big.CreateAsync("older-alias.example", "alias")).Id();
        await big.CreateAsync("primary.example", "both");
        await big.UpdateAsync(alias, """{"primary_domain":"primary.example"}""");
        Assert.Equal(201, (await big.PostAsync("/v1/domains", """{"domain":"younger-alias.example","type":"alias","primary_domain":"d7.example"}""")).Status);
        for (var i = 0; i < 10; i++)
        {
            await service.VerifiedAsync(small, $"verified{i}.example", "both");
        }

        await small.UpdateAsync("verified0.example", """{"active":false,"catch_all_enabled":true}""");
        var changing = (await small.GetAsync("/v1/domains/verified1.example")).Json.Id();
        await service.UnpublishAsync(small, changing);
        Assert.False((await small.VerifyAsync(changing)).Truth("verified"));
        await service.PublishAsync(small, changing);
        Assert.True((await small.VerifyAsync(changing)).Truth("verified"));
        for (var i = 0; i < 10; i++)
        {
            await small.CreateAsync($"d{i}.example");
        }

        await small.CreateAsync("xn--bcher-kva.example");
        await small.DeleteAsync("/v1/domains/d3.example");
        var keys = service.Services.GetRequiredService<AccountService>();
        var revoked = await service.ClientAsync("small");
        await keys.RevokeAsync((await keys.ListAsync(Token)).Single(k => revoked.Key.EndsWith(k.LastFour, StringComparison.Ordinal)).Id, Token);
        var dkim = service.Services.GetRequiredService<DkimKeys>();
        await dkim.EnsureAsync(Token);
        await dkim.RotateAsync(force: false, Token);
    }

    /// <summary>What both accounts read, octet by octet: every page of the list, every domain, and what belongs to some.</summary>
    private static async Task<Dictionary<string, string>> SeeAsync(TestService service, params ApiClient[] clients)
    {
        var seen = new Dictionary<string, string>();
        foreach (var client in clients)
        {
            var api = service.WithKey(client.Key);
            async Task<JsonElement> Read(string path)
            {
                var answer = await api.GetAsync(path);
                Assert.Equal(200, answer.Status);
                seen[$"{client.Account} {path}"] = answer.Text;
                return answer.Json;
            }

            var ids = new List<string>();
            for (var offset = 0; ; offset += 100)
            {
                var page = (await Read($"/v1/domains?limit=100&offset={offset}")).GetProperty("domains");
                ids.AddRange(page.EnumerateArray().Select(d => d.Id()));
                if (page.GetArrayLength() < 100)
                {
                    break;
                }
            }

            await Read("/v1/domains?limit=100&offset=1234&sort=-created_at");
            await Read("/v1/domains?sort=domain&verified=true");
            await Read("/v1/events?after=0");
            foreach (var id in ids)
            {
                await Read($"/v1/domains/{id}");
            }

            foreach (var id in ids.Take(30))
            {
                await Read($"/v1/domains/{id}/dns");
                await Read($"/v1/domains/{id}/checks");
            }
        }

        return seen;
    }

    private static async Task HoldAsync(string url, Dictionary<string, string> before, ApiClient big, ApiClient small)
    {
        await using var service = await TestService.StartOnAsync(url);
        var after = await SeeAsync(service, big, small);
        Assert.Equal(before.Keys, after.Keys);
        foreach (var (path, text) in before)
        {
            Assert.True(after[path] == text, $"{path}: {text} has become {after[path]}");
        }

        // One owner of a name, whatever says otherwise.
        await using var database = await service.OpenAsideAsync();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => TestDatabase.ExecuteAsync(
            database,
            """
            INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, verified, ownership_verified, records_holding, created_at, updated_at)
            SELECT 'another', a.id, d.environment, d.name, d.type, d.catch_all_enabled, d.active, 'another', d.verified, d.ownership_verified, 0, 0, 0
            FROM domains d JOIN accounts a ON a.name = 'big' WHERE d.name = 'verified2.example'
            """));
        Assert.Equal((int)HttpStatusCode.Conflict, (await service.WithKey(big.Key).PostAsync("/v1/domains", """{"domain":"d1.example","type":"inbound"}""")).Status);
    }

    private static async Task<IEnumerable<string>> NamesAsync(ApiClient client) =>
        (await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray().Select(d => d.Text("domain")).ToList();
}
