using System.Globalization;
using System.Reflection;

namespace Postscale.Server.Storage;

/// <summary>The numbered changes of the schema: files <c>NNNN_name.sql</c>, each applied once, in order, in one transaction.</summary>
internal static class Migrations
{
    public static IReadOnlyList<(int Number, string Resource)> All { get; } = typeof(Migrations).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n => (int.Parse(n.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), n))
        .ToList();

    /// <summary>The newest schema this program knows.</summary>
    public static int Latest => All[^1].Number;

    public static async Task ApplyAsync(DbSession session, Dialect dialect, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)", [], cancellationToken).ConfigureAwait(false);
        var current = await session.ScalarAsync<long>("SELECT max(version) FROM schema_version", [], cancellationToken).ConfigureAwait(false);
        if (current > Latest)
        {
            throw new StorageException(
                $"the database has schema {current}, and this program knows only {Latest}: it is older than the one that wrote the database. Start the newer program.");
        }

        foreach (var (number, resource) in All.Where(m => m.Number > current))
        {
            // Statements end with a semicolon at the end of a line; a migration holds no text with one in it.
            foreach (var statement in dialect.Migration(Read(resource)).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                await session.ExecuteAsync(statement, [], cancellationToken).ConfigureAwait(false);
            }

            await session.ExecuteAsync("INSERT INTO schema_version (version) VALUES (@version)", [("@version", number)], cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
