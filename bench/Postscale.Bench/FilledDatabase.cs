using Microsoft.Data.Sqlite;

namespace Postscale.Bench;

/// <summary>Many domains in the database of a service that has been started once.</summary>
internal static class FilledDatabase
{
    /// <summary>Adds domains to its only account; none is due to be looked at.</summary>
    public static void Fill(string database, int size)
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
            INSERT INTO check_plan (domain_id, account_id, due_at, pending_since) SELECT id, account_id, 4000000000000000, created_at FROM domains;
            COMMIT;
            """;
        command.Parameters.AddWithValue("$size", size);
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
