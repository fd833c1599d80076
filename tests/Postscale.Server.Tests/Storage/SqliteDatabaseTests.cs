using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Storage;

[Trait("Database", "SQLite")]
public sealed class SqliteDatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_writer_syncs_the_log_before_each_commit_is_acknowledged()
    {
        await using var test = await TestDatabase.OpenAsync();
        // 2 is FULL.
        Assert.Equal(2, await test.Database.WriteAsync((session, token) => session.ScalarAsync<long>("PRAGMA synchronous", [], token), Token));
        Assert.Equal("wal", await test.Database.WriteAsync((session, token) => session.ScalarAsync<string>("PRAGMA journal_mode", [], token), Token));
        Assert.Equal(1, await test.Database.WriteAsync((session, token) => session.ScalarAsync<long>("PRAGMA foreign_keys", [], token), Token));
    }

    [Fact]
    public async Task A_read_cannot_write()
    {
        await using var test = await TestDatabase.OpenAsync();
        await Assert.ThrowsAsync<SqliteException>(() => test.Database.ReadAsync((session, token) => session.ExecuteAsync("DELETE FROM accounts", [], token), Token));
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM accounts"));
    }

    [Fact]
    public async Task Reads_see_the_last_commit_and_do_not_wait_for_a_write_under_way()
    {
        await using var test = await TestDatabase.OpenAsync();
        await test.AddAccountAsync("before");
        using var written = new SemaphoreSlim(0);
        var commit = new TaskCompletionSource();
        var write = test.Database.WriteAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync("DELETE FROM api_keys", [], token);
                await session.ExecuteAsync("DELETE FROM accounts", [], token);
                written.Release();
                await commit.Task;
                return true;
            },
            Token);
        Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(20), Token));

        // One after another on one connection, and many at once on connections of their own.
        var reads = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM accounts")));
        Assert.False(write.IsCompleted);
        Assert.All(reads, count => Assert.Equal(1, count));

        commit.SetResult();
        await write;
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM accounts"));
    }

    [Fact]
    public async Task Many_handles_on_one_file_write_at_once_and_never_meet_a_lock()
    {
        const int Handles = 4;
        const int Writes = 200;
        await using var test = await TestDatabase.OpenAsync();
        var handles = new List<Database> { test.Database };
        while (handles.Count < Handles)
        {
            handles.Add(await test.OpenAnotherAsync());
        }

        await Task.WhenAll(handles.Select(async (handle, h) =>
        {
            // Some wait together and share a commit, some come one by one.
            for (var i = 0; i < Writes; i += 10)
            {
                await Task.WhenAll(Enumerable.Range(i, 10).Select(n => TestDatabase.ExecuteAsync(
                    handle, "INSERT INTO accounts (id, name, created_at) VALUES (@id, @id, 0)", ("@id", $"{h}-{n}"))));
            }
        }));
        Assert.Equal(Handles * Writes, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM accounts"));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_for_who_opens_the_file_next()
    {
        using var folder = new TemporaryFolder();
        var url = $"sqlite:{folder.File("a.db")}";
        await using (var first = Database.Create(url))
        {
            await first.OpenAsync(Token);
            await TestDatabase.ExecuteAsync(first, "INSERT INTO accounts (id, name, created_at) VALUES ('1', 'kept', 0)");
        }

        await using var second = Database.Create(url);
        await second.OpenAsync(Token);
        Assert.Equal("kept", await TestDatabase.ScalarAsync<string>(second, "SELECT name FROM accounts"));
    }

    [Theory]
    [InlineData("sqlite:")]
    [InlineData("sqlite")]
    [InlineData("mysql://user:secret@host/db")]
    [InlineData("")]
    public void A_URL_that_names_no_database_is_refused_without_its_password(string url)
    {
        var message = Assert.Throws<StorageException>(() => Database.Create(url)).Message;
        Assert.EndsWith("names no database: use sqlite:PATH or postgres://user:pass@host/db", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_or_is_no_database_is_said_to_be_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("text"), new string('x', 4096), Token);
        foreach (var path in new[] { folder.File("gone/a.db"), folder.Path, folder.File("text") })
        {
            await using var database = Database.Create($"sqlite:{path}");
            var message = (await Assert.ThrowsAsync<StorageException>(() => database.OpenAsync(Token))).Message;
            Assert.StartsWith($"the database file '{path}' cannot be opened: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Before_it_is_opened_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        await using var database = Database.Create($"sqlite:{folder.File("a.db")}");
        await Assert.ThrowsAsync<StorageException>(() => TestDatabase.ExecuteAsync(database, "SELECT 1"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
