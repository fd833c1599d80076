using System.Diagnostics;
using System.Globalization;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>
/// How many due domains services take from one PostgreSQL in a second, at 1, 2, 4 and 8 of them, against pgbench running the same
/// statement over as many connections. Each takes 32 at a time, and what is taken is due again at once.
/// </summary>
internal static class ClaimBench
{
    private const int Domains = 20_000;
    private const int AtOnce = 32;

    public static async Task<int> RunAsync(int seconds)
    {
        await using var postgres = await PostgresServer.StartAsync(syncs: true);
        var url = await postgres.CreateDatabaseAsync();
        var account = Guid.NewGuid();
        await using (var database = Database.Create(url))
        {
            await database.OpenAsync(CancellationToken.None);
            await postgres.SqlAsync(
                "db1",
                $"""
                INSERT INTO accounts VALUES ('{account}', 'bench', 0);
                INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, verified, ownership_verified, records_holding, created_at, updated_at)
                SELECT gen_random_uuid()::text, '{account}', 'live', 'd' || i || '.example', 'both', false, true, 'x', false, false, 0, 0, 0 FROM generate_series(1, {Domains}) AS i;
                INSERT INTO check_plan (domain_id, account_id, due_at, pending_since) SELECT id, account_id, 0, 0 FROM domains;
                ANALYZE;
                """);
        }

        using var folder = new TemporaryFolder();
        var script = folder.File("claim.sql");
        await File.WriteAllTextAsync(script, Dialect.Postgres.Statement(PlanStore.ClaimStatement).ReplaceLineEndings(" ")
            .Replace("@lease", "0", StringComparison.Ordinal).Replace("@account", $"'{account}'", StringComparison.Ordinal).Replace("@limit", $"{AtOnce}", StringComparison.Ordinal) + ";\n");
        foreach (var replicas in new[] { 1, 2, 4, 8 })
        {
            var theirs = await PgBenchAsync(postgres, script, replicas, seconds);
            var ours = await OursAsync(url, account, replicas, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{replicas} replicas: {ours:0} domains taken a second; pgbench {theirs:0}; ratio {ours / theirs:0.00}"));
        }

        return 0;
    }

    private static async Task<double> OursAsync(string url, Guid account, int replicas, int seconds)
    {
        var databases = new List<Database>();
        for (var i = 0; i < replicas; i++)
        {
            databases.Add(Database.Create(url));
            await databases[i].OpenAsync(CancellationToken.None);
        }

        var since = Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(databases.Select(d => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(since).TotalSeconds < seconds)
            {
                count += (await d.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.TakeAsync(session, account, AtOnce, TimeSpan.Zero, token), CancellationToken.None)).Count;
            }

            return count;
        })));
        var rate = taken.Sum() / Stopwatch.GetElapsedTime(since).TotalSeconds;
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        return rate;
    }

    private static async Task<double> PgBenchAsync(PostgresServer postgres, string script, int clients, int seconds)
    {
        var (code, output) = await ChildProcess.RunAsync(
            "/usr/bin/pgbench",
            ["-h", "127.0.0.1", "-p", $"{postgres.Port}", "-U", "postgres", "-n", "-M", "prepared", "-c", $"{clients}", "-j", "1", "-T", $"{seconds}", "-f", script, "db1"],
            TimeSpan.FromSeconds(seconds + 30));
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("tps = ", StringComparison.Ordinal));
        return code == 0 && line is not null
            ? double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) * AtOnce
            : throw new InvalidOperationException($"pgbench failed: {output}");
    }
}
