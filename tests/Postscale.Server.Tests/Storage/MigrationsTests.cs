using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Storage;

public sealed class MigrationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task Opening_again_changes_nothing()
    {
        await using var test = await TestDatabase.OpenAsync();
        var before = await SchemaAsync(test.Database);
        var again = await test.OpenAnotherAsync();
        Assert.Equal(before, await SchemaAsync(again));
        Assert.Equal(Migrations.All.Count, await TestDatabase.ScalarAsync<long>(again, "SELECT count(*) FROM schema_version"));
    }

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task Who_open_a_new_file_at_once_make_its_schema_once()
    {
        using var folder = new TemporaryFolder();
        var handles = Enumerable.Range(0, 6).Select(_ => Database.Create($"sqlite:{folder.File("a.db")}")).ToList();
        await Task.WhenAll(handles.Select(h => Task.Run(() => h.OpenAsync(Token), Token)));
        Assert.Equal(Migrations.All.Count, await TestDatabase.ScalarAsync<long>(handles[0], "SELECT count(*) FROM schema_version"));
        Assert.Equal(Migrations.Latest, await TestDatabase.ScalarAsync<long>(handles[0], "SELECT max(version) FROM schema_version"));
        foreach (var handle in handles)
        {
            await handle.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_older_program_refuses_a_newer_schema_and_says_what_to_do()
    {
        await using var test = await TestDatabase.OpenAsync();
        await TestDatabase.ExecuteAsync(test.Database, "INSERT INTO schema_version (version) VALUES (99)");
        await using var older = Database.Create(test.Url);
        var error = await Assert.ThrowsAsync<StorageException>(() => older.OpenAsync(Token));
        Assert.Equal(
            $"the database has schema 99, and this program knows only {Migrations.Latest}: it is older than the one that wrote the database. Start the newer program.",
            error.Message);
    }

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task A_file_of_something_else_is_not_taken_over()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("other.db");
        await using var database = Database.Create($"sqlite:{path}");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE accounts (balance integer)";
            await command.ExecuteNonQueryAsync(Token);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => database.OpenAsync(Token));
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            Assert.Equal(1L, await command.ExecuteScalarAsync(Token));
        }
    }

    private static Task<List<string>> SchemaAsync(Database database) =>
        database.ReadAsync((session, token) => session.ListAsync("SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name", [], row => row.GetString(0), token), Token);
}
