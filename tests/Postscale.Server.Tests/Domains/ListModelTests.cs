using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Postscale.MailDns.Names;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Domains;

/// <summary>Pages against a list in memory: deep ones are found through counts, and a count that drifts shows here.</summary>
public sealed class ListModelTests(TestService service) : IClassFixture<TestService>
{
    private enum Do
    {
        Create,
        Delete,
        Jump,
        Page,
    }

    private static readonly Gen<(Do What, int Number, int Limit, int Sort)[]> s_steps = Gen.Select(
        Gen.Frequency((5, Gen.Const(Do.Create)), (2, Gen.Const(Do.Delete)), (1, Gen.Const(Do.Jump)), (3, Gen.Const(Do.Page))),
        Gen.Int[0, 10_000],
        Gen.Int[1, 5],
        Gen.Int[0, 2]).Array[5, 40];

    [Fact]
    public Task Every_page_is_what_a_plain_list_would_give() => s_steps.SampleAsync(
        async steps =>
        {
            var client = await service.ClientAsync();
            var model = new List<string>();
            var made = 0;
            foreach (var (what, number, limit, sort) in steps)
            {
                switch (what)
                {
                    case Do.Create:
                        var name = $"d{number}-{made++}.example";
                        await client.CreateAsync(name);
                        model.Add(name);
                        break;
                    case Do.Delete when model.Count > 0:
                        var gone = model[number % model.Count];
                        Assert.Equal(200, (await client.DeleteAsync($"/v1/domains/{gone}")).Status);
                        model.Remove(gone);
                        break;
                    case Do.Jump:
                        // As if other accounts had registered so many: this account's domains come to lie in runs far apart.
                        await JumpAsync(number % 3000);
                        break;
                    case Do.Page:
                        await IsPageAsync(client, model, sort, number % (model.Count + 2), limit);
                        break;
                }
            }

            foreach (var sort in (int[])[0, 1, 2])
            {
                await IsPageAsync(client, model, sort, 0, 100);
                await IsPageAsync(client, model, sort, model.Count / 2, 100);
            }
        },
        iter: 15,
        threads: 1);

    [Fact]
    public async Task Far_down_a_list_of_thousands_with_gaps_every_page_is_right()
    {
        var client = await service.ClientAsync();
        var model = await FillAsync(client, 2600);
        // A whole run of 1024 goes, and a hole is cut across the border of two others.
        var gone = model.Skip(900).Take(1300).Where((_, i) => i is < 1150 or > 1200).ToHashSet();
        Assert.All(await EmptyAsync(client, gone), r => Assert.Equal(DomainOutcome.Done, r.Outcome));
        model.RemoveAll(gone.Contains);

        int[] offsets = [0, 1, 850, 899, 900, 901, 949, 950, 951, 952, 1023, 1024, 1025, 1200, model.Count - 1, model.Count, model.Count + 1, 1_000_000];
        foreach (var offset in offsets)
        {
            await IsPageAsync(client, model, 0, offset, 100);
            await IsPageAsync(client, model, 1, offset, 7);
            await IsPageAsync(client, model, 2, offset, 3);
        }

        var walked = new List<string>();
        for (var offset = 0; offset < model.Count; offset += 100)
        {
            walked.AddRange(await NamesAsync(client, "created_at", offset, 100));
        }

        Assert.Equal(model, walked);
    }

    private static async Task IsPageAsync(ApiClient client, List<string> model, int sort, int offset, int limit)
    {
        var (name, order) = sort switch
        {
            0 => ("created_at", model),
            1 => ("-created_at", model.AsEnumerable().Reverse()),
            _ => ("domain", model.Order(StringComparer.Ordinal)),
        };
        Assert.Equal(order.Skip(offset).Take(limit), await NamesAsync(client, name, offset, limit));
    }

    private static async Task<string[]> NamesAsync(ApiClient client, string sort, int offset, int limit)
    {
        var answer = await client.GetAsync($"/v1/domains?sort={sort}&offset={offset}&limit={limit}");
        return [.. answer.Json.GetProperty("domains").EnumerateArray().Select(d => d.Text("domain"))];
    }

    /// <summary>Registers many domains past HTTP, in order.</summary>
    private async Task<List<string>> FillAsync(ApiClient client, int count)
    {
        var caller = await CallerAsync(client);
        var names = Enumerable.Range(0, count).Select(i => $"n{i * 7919 % count}.example").ToList();
        await Task.WhenAll(names.Select(n => Domains.CreateAsync(caller, new NewDomain(DomainName.Parse(n), DomainType.Inbound, false, null), null, TestContext.Current.CancellationToken)));
        return names;
    }

    private async Task<DomainResult[]> EmptyAsync(ApiClient client, IEnumerable<string> names)
    {
        var caller = await CallerAsync(client);
        return await Task.WhenAll(names.Select(n => Domains.DeleteAsync(caller, new DomainKey(null, n), TestContext.Current.CancellationToken)));
    }

    private DomainService Domains => service.Services.GetRequiredService<DomainService>();

    private async Task<Caller> CallerAsync(ApiClient client) =>
        (await service.Services.GetRequiredService<KeyCache>().FindAsync(client.Key, TestContext.Current.CancellationToken)).Caller!;

    private Task<int> JumpAsync(int by) => service.Services.GetRequiredService<Database>().WriteAsync(
        (session, token) => session.ExecuteAsync(
            TestDatabases.IsPostgres
                ? "SELECT setval(pg_get_serial_sequence('domains', 'seq'), nextval(pg_get_serial_sequence('domains', 'seq')) + @by)"
                : "UPDATE sqlite_sequence SET seq = seq + @by WHERE name = 'domains'",
            [("@by", by)],
            token), TestContext.Current.CancellationToken);
}
