using System.Diagnostics;
using System.Globalization;
using Postscale.Server.Domains;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>
/// A re-check of all domains of a database by one service, through DNS, verdict and storage, against dnsperf (Debian) sending the
/// same questions to the same nsd. The first pass finds domains that were never looked at and writes all of it; the second finds
/// them as they were, which is what a service does all day.
/// </summary>
internal static class RecheckBench
{
    private const int Accounts = 50;
    private const int Batch = 1000;
    private const string Token = "0123456789abcdef0123456789abcdef";
    private static readonly string[] s_tuned = ["--recheck-concurrency", "512", "--recheck-account-concurrency", "512", "--platform-check", "off"];

    public static async Task<int> RunAsync(string[] native, bool isPostgres, int domains)
    {
        using var folder = new TemporaryFolder();
        await using var nsd = await NsdServer.StartAsync(Zones(domains));
        await using var postgres = isPostgres ? await PostgresServer.StartAsync(syncs: true) : null;
        var url = postgres is null ? $"sqlite:{folder.File("bench.db")}" : await postgres.CreateDatabaseAsync();
        await using (var database = Database.Create(url))
        {
            await database.OpenAsync(CancellationToken.None);
            await FillAsync(database, domains);
        }

        var theirs = await DnsPerfAsync(nsd, folder, domains);
        foreach (var pass in new[] { "first pass", "as it was" })
        {
            await using (var database = Database.Create(url))
            {
                await database.OpenAsync(CancellationToken.None);
                await database.WriteAsync(WriteScope.Rows, (session, token) => session.ExecuteAsync("UPDATE check_plan SET due_at = {now}", [], token), CancellationToken.None);
            }

            using var service = await Service.StartAsync(native, url, null, ["--dns", nsd.Endpoint.ToString(), .. s_tuned]);
            var (since, done) = (Stopwatch.GetTimestamp(), 0.0);
            var peak = 0.0;
            while (done < domains)
            {
                await Task.Delay(50);
                done = await service.MetricAsync("postscale_rechecks_total{outcome=\"done\"}");
                peak = Math.Max(peak, service.Memory);
            }

            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var lookups = await LookupsAsync(service);
            var failed = await service.MetricAsync("postscale_rechecks_total{outcome=\"failed\"}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(isPostgres ? "postgres" : "sqlite"),-8} {pass}: {domains} domains in {seconds:0.0} s, {domains / seconds:0}/s; {lookups / seconds:0} look-ups/s, {lookups / domains:0.0} a domain; "
                + $"dnsperf {theirs:0}/s, ratio {lookups / seconds / theirs:0.00}; memory at most {peak:0} MiB; failed {failed}"));
        }

        return 0;
    }

    private static async Task<double> LookupsAsync(Service service)
    {
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').Where(l => l.StartsWith("postscale_dns_lookups_total{", StringComparison.Ordinal)).Sum(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    private static string NameOf(int domain) => string.Create(CultureInfo.InvariantCulture, $"d{domain}.bench.test");

    private static Dictionary<string, string> Zones(int domains)
    {
        var records = new System.Text.StringBuilder();
        for (var i = 0; i < domains; i++)
        {
            var name = NameOf(i);
            records.Append(CultureInfo.InvariantCulture, $"""
                _postscale.{name}. TXT "postscale-verification={Token}"
                {name}. MX 10 mx.postscale.io.
                {name}. TXT "v=spf1 include:_spf.postscale.io ~all"
                postscale1._domainkey.{name}. CNAME postscale1.dkim.postscale.io.
                _dmarc.{name}. TXT "v=DMARC1; p=none"
                ps-bounces.{name}. CNAME bounces.postscale.io.

                """);
        }

        return new Dictionary<string, string>
        {
            ["bench.test"] = records.ToString(),
            ["postscale.io"] = """
                mx A 192.0.2.25
                _spf TXT "v=spf1 ip4:192.0.2.0/24 -all"
                postscale1.dkim TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                bounces A 192.0.2.26
                """,
        };
    }

    private static async Task FillAsync(Database database, int domains)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ids = new DomainIds(TimeProvider.System);
        for (var account = 0; account < Accounts; account++)
        {
            var id = Guid.NewGuid();
            await database.WriteAsync(
                (session, token) => session.ExecuteAsync(
                    "INSERT INTO accounts (id, name, created_at) VALUES (@id, @name, 0)", [("@id", id.ToString()), ("@name", $"bench{account}")], token),
                CancellationToken.None);
            for (var from = account * domains / Accounts; from < (account + 1) * domains / Accounts; from += Batch)
            {
                var names = Enumerable.Range(from, Math.Min(Batch, ((account + 1) * domains / Accounts) - from)).Select(i => (Id: ids.Next().ToString(), Name: NameOf(i))).ToList();
                await database.WriteAsync(
                    WriteScope.Rows,
                    async (session, token) =>
                    {
                        await session.ExecuteManyAsync(
                            """
                            INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, verified, ownership_verified, records_holding, created_at, updated_at)
                            VALUES (@id, @account, 'live', @name, 'both', @no, @yes, @token, @no, @no, 0, @now, @now)
                            """,
                            [.. names.Select(n => new (string, object?)[] { ("@id", n.Id), ("@account", id.ToString()), ("@name", n.Name), ("@no", false), ("@yes", true), ("@token", Token), ("@now", now.ToUnixTimeMilliseconds() * 1000) })],
                            token);
                        return await session.ExecuteManyAsync(
                            "INSERT INTO check_plan (domain_id, account_id, due_at, pending_since) VALUES (@id, @account, {now}, {now})",
                            [.. names.Select(n => new (string, object?)[] { ("@id", n.Id), ("@account", id.ToString()) })],
                            token);
                    },
                    CancellationToken.None);
            }
        }
    }

    /// <summary>The questions that a check of a domain whose records all stand asks, wildcards to explain with among them.</summary>
    private static async Task<double> DnsPerfAsync(NsdServer nsd, TemporaryFolder folder, int domains)
    {
        var file = folder.File("questions");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Math.Min(domains, 200_000)).Select(NameOf).SelectMany(n => new[]
        {
            $"_postscale.{n} TXT", $"*.{n} TXT", $"{n} MX", $"{n} TXT", $"postscale1._domainkey.{n} TXT", $"_dmarc.{n} TXT", $"ps-bounces.{n} CNAME", $"*.{n} CNAME", "_spf.postscale.io TXT",
        }));
        var (code, output) = await ChildProcess.RunAsync(
            "dnsperf", ["-s", "127.0.0.1", "-p", $"{nsd.Endpoint.Port}", "-d", file, "-e", "-q", "512", "-l", "8"], TimeSpan.FromSeconds(60));
        var line = output.Split('\n').FirstOrDefault(l => l.Contains("Queries per second:", StringComparison.Ordinal));
        return code == 0 && line is not null ? double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture) : throw new InvalidOperationException($"dnsperf failed: {output}");
    }
}
