namespace Postscale.Testing;

/// <summary>
/// The databases that tests work on: files of SQLite, or, with <c>POSTSCALE_TEST_DATABASE=postgres</c>, databases of one
/// PostgreSQL that lives as long as the test run. The same tests run on both.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> s_server = new(() => PostgresServer.StartAsync());

    /// <summary>Whether this run works on PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("POSTSCALE_TEST_DATABASE") == "postgres";

    /// <summary>Makes a database that nobody else uses.</summary>
    /// <param name="folder">Where a file of SQLite goes.</param>
    /// <returns>Its URL.</returns>
    public static async Task<string> CreateAsync(TemporaryFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return IsPostgres ? await CreatePostgresAsync() : $"sqlite:{folder.File("test.db")}";
    }

    /// <summary>Makes a database of PostgreSQL, whichever this run works on.</summary>
    public static async Task<string> CreatePostgresAsync() => await (await s_server.Value).CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (s_server.IsValueCreated)
        {
            await (await s_server.Value).DisposeAsync();
        }
    }
}
