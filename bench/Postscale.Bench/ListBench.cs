using System.Text.Json;
using Microsoft.Data.Sqlite;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>LIST and GET with few and with many domains, at the first page and deep down.</summary>
internal static class ListBench
{
    private const int Runs = 400;

    public static async Task<int> RunAsync(string[] native, int[] sizes)
    {
        double? firstPage = null, firstGet = null;
        foreach (var size in sizes)
        {
            using var folder = new TemporaryFolder();
            var database = Path.Combine(folder.Path, "list.db");
            string key;
            using (var service = await Service.StartAsync(native, database, null))
            {
                key = service.Client.DefaultRequestHeaders.Authorization!.Parameter!;
            }

            Fill(database, size);
            using var running = await Service.StartAsync(native, database, key);
            var client = running.Client;
            var ids = JsonDocument.Parse(await client.GetStringAsync($"/v1/domains?limit=50&offset={Math.Max(0, (size / 2) - 50)}")).RootElement
                .GetProperty("domains").EnumerateArray().Select(d => d.GetProperty("id").GetString()!).ToList();
            for (var i = 0; i < 300; i++)
            {
                await client.GetStringAsync("/v1/domains?limit=10");
            }

            var page = await Figures.TimeAsync(Runs, _ => client.GetStringAsync("/v1/domains?limit=10"));
            var middle = await Figures.TimeAsync(Runs, i => client.GetStringAsync($"/v1/domains?limit=10&offset={Math.Max(0, (size / 2) - i - 10)}"));
            var end = await Figures.TimeAsync(Runs, i => client.GetStringAsync($"/v1/domains?limit=10&offset={Math.Max(0, size - 10 - i)}"));
            var newest = await Figures.TimeAsync(Runs, i => client.GetStringAsync($"/v1/domains?limit=10&sort=-created_at&offset={Math.Max(0, size - 10 - i)}"));
            var get = await Figures.TimeAsync(Runs, i => client.GetStringAsync($"/v1/domains/{ids[i % ids.Count]}"));
            var byName = await Figures.TimeAsync(Runs, i => client.GetStringAsync($"/v1/domains/d{(i * 7919) % size}.example"));
            firstPage ??= page;
            firstGet ??= get;
            Console.WriteLine(
                $"{size,9} domains: first page {page:0.000} ms ({page / firstPage:0.00}), middle {middle:0.000} ({middle / firstPage:0.00}), end {end:0.000} ({end / firstPage:0.00}), "
                + $"newest first, end {newest:0.000} ({newest / firstPage:0.00}); GET by id {get:0.000} ({get / firstGet:0.00}), by name {byName:0.000} ({byName / firstGet:0.00}); memory {running.Memory:0} MiB");
        }

        Console.WriteLine($"pages of 10, medians of {Runs}; in brackets the ratio to the first page, or the GET, of the smallest");
        return 0;
    }

    private static void Fill(string database, int size)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            BEGIN;
            INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, verified, ownership_verified, records_holding, created_at, updated_at)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $size)
            SELECT lower(printf('%08x-%04x-7000-8000-%012x', i / 65536, i % 65536, abs(random()) % 281474976710656)), (SELECT id FROM accounts), 'live', 'd' || i || '.example', 'both',
                0, 1, lower(hex(randomblob(16))), 0, 0, 0, 1700000000000000 + i * 1000000, 1700000000000000 + i * 1000000 FROM n;
            INSERT INTO domain_counts (account_id, environment, level, run, domains)
            SELECT account_id, environment, level, seq >> level, count(*) FROM domains, (SELECT 14 AS level UNION SELECT 7) GROUP BY 1, 2, 3, 4;
            COMMIT;
            """;
        command.Parameters.AddWithValue("$size", size);
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
