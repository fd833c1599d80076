using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>
/// Registrations by 64 clients (wrk, Debian) through the service, against SQLite alone in the same schema and with the same
/// durability: 64 registrations in a transaction, one after the other, by statements prepared once. First only each domain's own row
/// is written there, then all that a registration writes: domain, counts, plan, event and audit entry.
/// </summary>
internal static class PostBench
{
    private const int Clients = 64;

    private static readonly string[] s_parameters = ["@id", "@account", "@name", "@token", "@now", "@n", "@other", "@data"];

    private const string DomainRow =
        """
        INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, verified, ownership_verified, records_holding, created_at, updated_at)
        VALUES (@id, @account, 'live', @name, 'outbound', 0, 1, @token, 0, 0, 0, @now, @now)
        """;

    private static readonly string[] s_otherRows =
    [
        "INSERT INTO domain_counts (account_id, environment, level, run, domains) VALUES (@account, 'live', 14, @n >> 14, 1) ON CONFLICT DO UPDATE SET domains = domains + 1",
        "INSERT INTO domain_counts (account_id, environment, level, run, domains) VALUES (@account, 'live', 7, @n >> 7, 1) ON CONFLICT DO UPDATE SET domains = domains + 1",
        "INSERT INTO check_plan (domain_id, account_id, due_at, pending_since) VALUES (@id, @account, @now, @now)",
        "INSERT INTO event_counters (account_id, environment, last_seq) VALUES (@account, 'live', 1) ON CONFLICT DO UPDATE SET last_seq = last_seq + 1",
        "INSERT INTO events (account_id, environment, seq, id, type, domain_id, created_at, data) VALUES (@account, 'live', @n, @other, 'domain.created', @id, @now, @data)",
        """
        INSERT INTO audit (account_id, environment, at, actor, key_id, key_hint, request_id, address, action, object_id, object_name, changes)
        VALUES (@account, 'live', @now, 'key', @other, 'ps_live_…abcd', @other, '127.0.0.1', 'domain.created', @id, @name, '{"type":[null,"outbound"],"catch_all_enabled":[null,false],"active":[null,true]}')
        """,
    ];

    public static async Task<int> RunAsync(string[] native, int seconds, int rounds)
    {
        var (ours, alone, all) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await OursAsync(native, seconds));
            alone.Add(await RawAsync([DomainRow], seconds));
            all.Add(await RawAsync([DomainRow, .. s_otherRows], seconds));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Figures.Median(ours):0} registrations a second; raw, the domain's row alone {Figures.Median(alone):0}, ratio {Figures.Median(ours.Zip(alone, (a, b) => a / b)):0.00}; "
            + $"raw, all rows {Figures.Median(all):0}, ratio {Figures.Median(ours.Zip(all, (a, b) => a / b)):0.00}"));
        return 0;
    }

    private static async Task<double> OursAsync(string[] native, int seconds)
    {
        using var folder = new TemporaryFolder();
        using var service = await Service.StartAsync(native, folder.File("bench.db"), null, "--platform-check", "off");
        var script = folder.File("post.lua");
        await File.WriteAllTextAsync(script, """
            local n = 0
            function request()
              n = n + 1
              return wrk.format("POST", "/v1/domains", nil, string.format('{"domain":"p%d.example"}', n))
            end
            """);
        var (code, output) = await ChildProcess.RunAsync(
            "/usr/bin/wrk",
            ["-t1", $"-c{Clients}", $"-d{seconds}s", "-H", $"Authorization: {service.Client.DefaultRequestHeaders.Authorization}", "-H", "Content-Type: application/json", "-s", script, $"{service.Address}"],
            TimeSpan.FromSeconds(seconds + 30));
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("Requests/sec:", StringComparison.Ordinal));
        return code == 0 && line is not null && !output.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"wrk failed: {output}");
    }

    private static async Task<double> RawAsync(string[] statements, int seconds)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("bench.db");
        await using (var database = Database.Create($"sqlite:{path}"))
        {
            await database.OpenAsync(CancellationToken.None);
        }

        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=True");
        await connection.OpenAsync();
        var account = Guid.NewGuid().ToString();
        foreach (var sql in new[] { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", $"INSERT INTO accounts VALUES ('{account}', 'bench', 0)" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        var commands = statements.Select(sql => Prepare(connection, sql)).ToList();
        var (n, since) = (0L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since).TotalSeconds < seconds)
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            for (var i = 0; i < Clients; i++)
            {
                n++;
                var values = new Dictionary<string, object>
                {
                    ["@id"] = Guid.CreateVersion7().ToString(), ["@account"] = account, ["@name"] = $"p{n}.example", ["@token"] = Guid.NewGuid().ToString("N"),
                    ["@now"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000, ["@n"] = n, ["@other"] = Guid.CreateVersion7().ToString(), ["@data"] = s_data,
                };
                foreach (var command in commands)
                {
                    command.Transaction = transaction;
                    foreach (SqliteParameter parameter in command.Parameters)
                    {
                        parameter.Value = values[parameter.ParameterName];
                    }

                    command.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        var rate = n / Stopwatch.GetElapsedTime(since).TotalSeconds;
        commands.ForEach(c => c.Dispose());
        return rate;
    }

    /// <summary>As long as what an event says of a new domain.</summary>
    private static readonly string s_data = new('x', 480);

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in s_parameters.Where(p => System.Text.RegularExpressions.Regex.IsMatch(sql, $"{p}\\b")))
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
