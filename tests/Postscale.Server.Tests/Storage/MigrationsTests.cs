using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;
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

    [Fact]
    public async Task What_a_migration_says_of_older_programs_is_kept_with_it()
    {
        await using var test = await TestDatabase.OpenAsync();
        Assert.Equal(
            Migrations.All.Select(m => ((long)m.Number, (long)m.RunsBeside)),
            await test.Database.ReadAsync(
                (session, token) => session.ListAsync("SELECT version, runs_beside FROM schema_version ORDER BY version", [], row => (row.GetInt64(0), row.GetInt64(1)), token), Token));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_once_one_of_its_changes_does_not_run_beside_this_program()
    {
        await using var test = await TestDatabase.OpenAsync();
        await TestDatabase.ExecuteAsync(test.Database, "INSERT INTO schema_version (version, runs_beside) VALUES (9998, 9998), (9999, 3)");
        await using var older = Database.Create(test.Url);
        Assert.StartsWith("the database has schema 9999, and this program knows only ", (await Assert.ThrowsAsync<StorageException>(() => older.OpenAsync(Token))).Message, StringComparison.Ordinal);
        await using var looking = Database.Create(test.Url);
        var schema = await looking.OpenAsync(SchemaHandling.Look, Token);
        Assert.Equal((new SchemaState(9999, 9999, 9998), true, false), (schema, schema.IsTooNew, schema.IsUpToDate));
    }

    [Fact]
    public async Task A_service_serves_on_the_schema_of_a_newer_one_before_and_after_a_start()
    {
        await using var service = await TestService.StartAsync();
        var client = await service.ClientAsync("acme");
        var before = (await client.CreateAsync("before.example", "both")).Id();
        await using (var newer = await service.OpenAsideAsync())
        {
            string[] imagined =
            [
                "ALTER TABLE domains ADD COLUMN imagined text",
                "CREATE TABLE imagined (id text NOT NULL PRIMARY KEY REFERENCES domains (id) ON DELETE CASCADE, flag bigint NOT NULL DEFAULT 1)",
                $"INSERT INTO schema_version (version, runs_beside) VALUES (9999, {Migrations.Latest})",
            ];
            foreach (var statement in imagined)
            {
                await TestDatabase.ExecuteAsync(newer, statement);
            }
        }

        await UseAsync(service, client, before, "while.example");
        await using var started = await TestService.StartOnAsync(service.DatabaseUrl);
        var again = await started.ClientAsync("acme");
        await UseAsync(started, again, before, "after.example");
        Assert.Equal(3, (await again.GetAsync("/v1/domains")).Json.GetProperty("domains").GetArrayLength());
        Assert.Equal(200, (await again.DeleteAsync($"/v1/domains/{before}")).Status);
    }

    [Fact]
    public async Task A_database_of_a_program_that_knew_nothing_of_this_is_taken_over()
    {
        await using var test = await TestDatabase.OpenAsync();
        await TestDatabase.ExecuteAsync(test.Database, "ALTER TABLE schema_version DROP COLUMN runs_beside");
        await using var required = Database.Create(test.Url);
        Assert.True((await required.OpenAsync(SchemaHandling.Require, Token)).IsUpToDate);
        await using var again = Database.Create(test.Url);
        Assert.Equal(new SchemaState(Migrations.Latest, Migrations.Latest, Migrations.Latest), await again.OpenAsync(Token));
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(again, "SELECT max(runs_beside) FROM schema_version"));
    }

    [Fact]
    public async Task Who_may_not_migrate_refuses_an_old_schema_says_what_to_do_and_changes_nothing()
    {
        await using var test = await TestDatabase.OpenAsync();
        await TestDatabase.ExecuteAsync(test.Database, "DELETE FROM schema_version WHERE version > 1");
        await using var required = Database.Create(test.Url);
        Assert.Equal(
            $"the database has schema 1, and this program needs {Migrations.Latest}: run 'postscale migrate', or start with --migrate on",
            (await Assert.ThrowsAsync<StorageException>(() => required.OpenAsync(SchemaHandling.Require, Token))).Message);
        await using var looking = Database.Create(test.Url);
        Assert.Equal(1, (await looking.OpenAsync(SchemaHandling.Look, Token)).Now);
        Assert.Equal(1, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT max(version) FROM schema_version"));
    }

    [Trait("Database", "SQLite")]
    [Theory]
    [InlineData(SchemaHandling.Look)]
    [InlineData(SchemaHandling.Require)]
    public async Task Who_only_looks_makes_no_file(SchemaHandling handling)
    {
        using var folder = new TemporaryFolder();
        await using var database = Database.Create($"sqlite:{folder.File("a.db")}");
        await Assert.ThrowsAsync<StorageException>(() => database.OpenAsync(handling, Token));
        Assert.Empty(Directory.GetFiles(folder.Path));
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

    private static async Task UseAsync(TestService service, ApiClient client, string known, string name)
    {
        var id = (await client.CreateAsync(name, "both")).Id();
        await service.PublishAsync(client, id);
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
        Assert.Equal("outbound", (await client.UpdateAsync(known, """{"type":"outbound"}""")).Text("type"));
        Assert.Equal("both", (await client.UpdateAsync(known, """{"type":"both"}""")).Text("type"));
    }

    private static Task<List<string>> SchemaAsync(Database database) =>
        database.ReadAsync((session, token) => session.ListAsync("SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name", [], row => row.GetString(0), token), Token);
}
