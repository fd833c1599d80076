using System.Text.Json;
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

            FilledDatabase.Fill(database, size);
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
}
