using System.Data.Common;
using Npgsql;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Storage;

/// <summary>What is PostgreSQL's alone; all else is tested by the same tests as SQLite.</summary>
public sealed class PostgresDatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_that_open_a_new_database_at_once_make_its_schema_once()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        var handles = Enumerable.Range(0, 8).Select(_ => Database.Create(url)).ToList();
        await Task.WhenAll(handles.Select(h => h.OpenAsync(Token)));
        Assert.Equal(Migrations.All.Count, await TestDatabase.ScalarAsync<long>(handles[7], "SELECT count(*) FROM schema_version"));
        foreach (var handle in handles)
        {
            await handle.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_write_that_fails_takes_back_its_own_changes_and_no_other_s()
    {
        await using var database = await OpenAsync();
        var account = Guid.NewGuid();
        await CountAsync(database, account, "first");
        var gate = new TaskCompletionSource();
        var held = database.WriteAsync(WriteScope.Account(account), async (_, _) =>
        {
            await gate.Task;
            return true;
        }, Token);

        // These three wait together and share a transaction.
        var before = CountAsync(database, account, "before");
        var bad = database.WriteAsync(WriteScope.Account(account), async (session, token) =>
        {
            await AddAsync(session, "bad", token);
            return await session.ExecuteAsync("SELECT 1 / 0", [], token);
        }, Token);
        var after = CountAsync(database, account, "after");
        gate.SetResult();

        await Task.WhenAll(held, before, after);
        Assert.Equal(PostgresErrorCodes.DivisionByZero, (await Assert.ThrowsAsync<PostgresException>(() => bad)).SqlState);
        Assert.Equal(["after", "before", "first"], await NamesAsync(database));
    }

    [Fact]
    public async Task Writes_of_one_account_run_one_after_the_other_among_replicas_and_those_of_two_at_once()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        await using var one = await OpenAsync(url);
        await using var other = await OpenAsync(url);
        var (mine, yours) = (await AddAccountAsync(one, "mine"), await AddAccountAsync(one, "yours"));
        var inside = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var first = one.WriteAsync(WriteScope.Account(mine), async (_, _) =>
        {
            inside.SetResult();
            await gate.Task;
            return true;
        }, Token);
        await inside.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        var second = other.WriteAsync(WriteScope.Account(mine), (_, _) => Task.FromResult(true), Token);
        await other.WriteAsync(WriteScope.Account(yours), (_, _) => Task.FromResult(true), Token);
        await WaitUntilSomebodyWaitsAsync(one);
        Assert.False(second.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Two_that_lock_each_other_out_both_end_well()
    {
        await using var database = await OpenAsync();
        var (a, b) = (await AddAccountAsync(database, "a"), await AddAccountAsync(database, "b"));
        using var met = new Barrier(2);
        var runs = 0;

        await Task.WhenAll(CrossAsync(a, b), CrossAsync(b, a));

        Assert.True(runs >= 3, "neither had to run again: they did not meet");

        Task<bool> CrossAsync(Guid mine, Guid other) => database.WriteAsync(WriteScope.Account(mine), async (session, token) =>
        {
            // Only the first run of each waits for the other.
            if (Interlocked.Increment(ref runs) <= 2)
            {
                await Task.Run(() => Assert.True(met.SignalAndWait(TimeSpan.FromSeconds(20), token)), token);
            }

            await session.ExecuteAsync("UPDATE accounts SET created_at = created_at + 1 WHERE id = @id", [("@id", Row.Text(other))], token);
            return true;
        }, Token);
    }

    [Fact]
    public async Task A_connection_that_the_server_ended_while_nobody_used_it_is_noticed_by_nobody()
    {
        await using var database = await OpenAsync();
        var account = await AddAccountAsync(database, "a");
        await EndAllConnectionsAsync(database);
        Assert.Equal(["a"], await NamesAsync(database));
        await EndAllConnectionsAsync(database);
        await database.WriteAsync(WriteScope.Account(account), (session, token) => AddAsync(session, "b", token), Token);
        Assert.Equal(["a", "b"], await NamesAsync(database));
    }

    [Fact]
    public async Task A_write_cut_off_before_its_commit_runs_again_and_is_there_once()
    {
        await using var database = await OpenAsync();
        var account = await AddAccountAsync(database, "a");
        var runs = 0;
        await database.WriteAsync(WriteScope.Account(account), async (session, token) =>
        {
            await AddAsync(session, "b", token);
            if (++runs == 1)
            {
                await session.ExecuteAsync("SELECT pg_terminate_backend(pg_backend_pid())", [], token);
            }

            return true;
        }, Token);
        Assert.Equal(2, runs);
        Assert.Equal(["a", "b"], await NamesAsync(database));
    }

    [Fact]
    public async Task Names_sort_by_octets_whatever_the_language_of_the_database()
    {
        await using var database = await OpenAsync();
        Assert.Equal("C", await TestDatabase.ScalarAsync<string>(database, "SELECT collation_name FROM information_schema.columns WHERE table_name = 'domains' AND column_name = 'name'"));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_said_to_be_so_without_the_password()
    {
        var url = (await TestDatabases.CreatePostgresAsync()).Replace("postgres@", "postgres:secret@", StringComparison.Ordinal) + "gone";
        await using var database = Database.Create(url);
        var error = await Assert.ThrowsAsync<StorageException>(() => database.OpenAsync(Token));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_name_is_not_found_is_out_of_reach_and_no_fault_of_the_program()
    {
        // No label is that long (RFC 1035 §2.3.4), so nobody need be asked.
        var url = $"postgres://postgres@{new string('x', 64)}/db";
        await using var database = Database.Create(url);
        Assert.True(StorageFaults.MayPass(await Assert.ThrowsAnyAsync<Exception>(() => NamesAsync(database))));
        Assert.True(StorageFaults.MayPass(await Assert.ThrowsAnyAsync<Exception>(() => CountAsync(database, Guid.NewGuid(), "a"))));
        await Assert.ThrowsAsync<StorageException>(() => database.ProbeAsync(Token));
    }

    [Fact]
    public async Task A_write_that_is_cut_off_again_and_again_is_no_fault_of_the_program()
    {
        await using var database = await OpenAsync();
        var account = await AddAccountAsync(database, "a");
        var fault = await Record.ExceptionAsync(() => database.WriteAsync(
            WriteScope.Account(account), (session, token) => session.ExecuteAsync("SELECT pg_terminate_backend(pg_backend_pid())", [], token), Token));
        Assert.IsType<StorageException>(fault);
    }

    [Fact]
    public async Task Who_writes_for_long_keeps_nobody_from_starting_or_from_what_belongs_to_no_account()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        await using var database = await OpenAsync(url);
        var gate = new TaskCompletionSource();
        var inside = new TaskCompletionSource();
        var import = database.WriteLongAsync(
            async (session, token) =>
            {
                await AddAsync(session, "imported", token);
                inside.SetResult();
                await gate.Task;
                return true;
            },
            Token);
        await inside.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        await using var other = await OpenAsync(url);
        await AddAccountAsync(other, "made meanwhile");

        Assert.False(import.IsCompleted);
        gate.SetResult();
        await import;
        Assert.Equal(["imported", "made meanwhile"], await NamesAsync(other));
    }

    [Fact]
    public async Task Its_own_time_and_locks_are_put_into_statements()
    {
        await using var database = await OpenAsync();
        var now = await TestDatabase.ScalarAsync<long>(database, "SELECT {now}");
        Assert.InRange(now, Row.Micros(TimeProvider.System.GetUtcNow().AddMinutes(-5)), Row.Micros(TimeProvider.System.GetUtcNow().AddMinutes(5)));
    }

    private static async Task<Database> OpenAsync(string? url = null)
    {
        var database = Database.Create(url ?? await TestDatabases.CreatePostgresAsync());
        await database.OpenAsync(Token);
        return database;
    }

    private static async Task<Guid> AddAccountAsync(Database database, string name)
    {
        var id = Guid.NewGuid();
        await database.WriteAsync((session, token) => AddAsync(session, name, token, id), Token);
        return id;
    }

    private static Task<int> CountAsync(Database database, Guid account, string name) =>
        database.WriteAsync(WriteScope.Account(account), (session, token) => AddAsync(session, name, token), Token);

    private static Task<int> AddAsync(DbSession session, string name, CancellationToken token, Guid? id = null) => session.ExecuteAsync(
        "INSERT INTO accounts (id, name, created_at) VALUES (@id, @name, 0)", [("@id", Row.Text(id ?? Guid.NewGuid())), ("@name", name)], token);

    private static Task<List<string>> NamesAsync(Database database) =>
        database.ReadAsync((session, token) => session.ListAsync("SELECT name FROM accounts ORDER BY name", [], row => row.GetString(0), token), Token);

    private static async Task EndAllConnectionsAsync(Database database)
    {
        // Itself last: the answer may not arrive, and whether it does is not what is looked at.
        try
        {
            await database.WriteAsync(
                WriteScope.Rows,
                (session, token) => session.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", [], token),
                Token);
            await using var aside = NpgsqlDataSource.Create((await TestDatabase.ScalarAsync<string>(database, "SELECT 'Host=127.0.0.1;Username=postgres;Pooling=false;Port=' || current_setting('port') || ';Database=' || current_database()"))!);
            await using var command = aside.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await command.ExecuteNonQueryAsync(Token);
        }
        catch (DbException)
        {
        }
    }

    private static async Task WaitUntilSomebodyWaitsAsync(Database database)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
