using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

[Trait("Database", "SQLite")]
public sealed class SqliteWriterTests
{
    private const string Insert = "INSERT INTO accounts (id, name, created_at) VALUES (@id, @id, 0)";
    private const string Count = "SELECT count(*) FROM accounts";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_fails_takes_back_its_own_changes_and_no_other_s()
    {
        await using var test = await TestDatabase.OpenAsync();
        var jobs = await TogetherAsync(
            test.Database,
            () => InsertAsync(test.Database, "first"),
            () => test.Database.WriteAsync<int>(
                async (session, token) =>
                {
                    await session.ExecuteAsync(Insert, [("@id", "taken back")], token);
                    throw new InvalidOperationException("of its own");
                },
                Token),
            () => InsertAsync(test.Database, "first"),
            () => InsertAsync(test.Database, "last"));
        Assert.Equal("RanToCompletion Faulted Faulted RanToCompletion", string.Join(' ', jobs.Select(j => j.Status)));
        Assert.Equal("of its own", Assert.IsType<InvalidOperationException>(jobs[1].Exception?.InnerException).Message);
        Assert.Equal(19, Assert.IsType<SqliteException>(jobs[2].Exception?.InnerException).SqliteErrorCode);
        Assert.Equal(2, await TestDatabase.ScalarAsync<long>(test.Database, Count));
    }

    [Fact]
    public async Task When_the_disk_is_full_nobody_is_told_of_success()
    {
        await using var test = await TestDatabase.OpenAsync();
        var pages = await test.Database.WriteAsync((session, token) => session.ScalarAsync<long>("PRAGMA page_count", [], token), Token);
        await LimitAsync(test.Database, pages);

        var big = new string('x', 100_000);
        var jobs = await TogetherAsync(test.Database, () => InsertAsync(test.Database, "small"), () => InsertAsync(test.Database, big), () => InsertAsync(test.Database, "after"));
        Assert.Equal(13, Assert.IsType<SqliteException>(jobs[1].Exception?.InnerException).SqliteErrorCode);

        // SQLite may take the whole transaction back; then all of it has failed. Otherwise the others are there.
        var kept = jobs.Count(j => j.IsCompletedSuccessfully);
        Assert.Equal(kept, await TestDatabase.ScalarAsync<long>(test.Database, Count));

        await LimitAsync(test.Database, pages + 10_000);
        await InsertAsync(test.Database, "once there is room");
        Assert.Equal(kept + 1, await TestDatabase.ScalarAsync<long>(test.Database, Count));
    }

    [Fact]
    public async Task When_nothing_may_be_written_nobody_is_told_of_success()
    {
        await using var test = await TestDatabase.OpenAsync();
        await PragmaAsync(test.Database, "PRAGMA query_only=1");
        var error = await Assert.ThrowsAsync<SqliteException>(() => InsertAsync(test.Database, "a"));
        Assert.Equal(8, error.SqliteErrorCode);
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, Count));
    }

    [Fact]
    public async Task A_transaction_that_is_gone_fails_all_that_were_in_it()
    {
        await using var test = await TestDatabase.OpenAsync();
        var jobs = await TogetherAsync(
            test.Database,
            () => InsertAsync(test.Database, "a"),
            () => test.Database.WriteAsync((session, token) => session.ExecuteAsync("ROLLBACK", [], token), Token),
            () => InsertAsync(test.Database, "b"));
        Assert.All(jobs, j => Assert.True(j.IsFaulted));
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, Count));
        await InsertAsync(test.Database, "c");
    }

    [Fact]
    public async Task Jobs_run_in_the_order_they_came_one_at_a_time()
    {
        await using var test = await TestDatabase.OpenAsync();
        var order = new List<int>();
        var inside = 0;
        await TogetherAsync(test.Database, [.. Enumerable.Range(0, 400).Select<int, Func<Task<int>>>(i => () => test.Database.WriteAsync(
            async (_, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                order.Add(i);
                await Task.Yield();
                return Interlocked.Decrement(ref inside);
            },
            Token))]);
        Assert.Equal(Enumerable.Range(0, 400), order);
    }

    [Fact]
    public async Task Who_has_given_up_before_is_not_written()
    {
        await using var test = await TestDatabase.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => test.Database.WriteAsync((session, token) => session.ExecuteAsync(Insert, [("@id", "a")], token), new CancellationToken(canceled: true)));
        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, Count));
    }

    [Fact]
    public async Task What_is_queued_when_the_database_closes_is_still_written()
    {
        await using var test = await TestDatabase.OpenAsync();
        var other = await test.OpenAnotherAsync();
        var writes = Enumerable.Range(0, 50).Select(i => InsertAsync(other, $"{i}")).ToList();
        await other.DisposeAsync();
        await Task.WhenAll(writes);
        Assert.Equal(50, await TestDatabase.ScalarAsync<long>(test.Database, Count));
    }

    /// <summary>Starts jobs while the writer is busy, so that they run in one batch, and waits for all to end.</summary>
    private static async Task<List<Task<int>>> TogetherAsync(Database database, params IReadOnlyList<Func<Task<int>>> jobs)
    {
        using var busy = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        var first = database.WriteAsync(
            async (_, _) =>
            {
                busy.Release();
                await go.Task;
                return true;
            },
            Token);
        Assert.True(await busy.WaitAsync(TimeSpan.FromSeconds(20), Token));
        var started = jobs.Select(j => j()).ToList();
        go.SetResult();
        await first;
        await Task.WhenAll(started.Select(t => t.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default)));
        return started;
    }

    private static Task<int> InsertAsync(Database database, string id) => TestDatabase.ExecuteAsync(database, Insert, ("@id", id));

    private static Task<object?> LimitAsync(Database database, long pages) => PragmaAsync(database, $"PRAGMA max_page_count={pages}");

    private static Task<object?> PragmaAsync(Database database, string pragma) => database.WriteAsync((session, token) => session.ScalarAsync<object>(pragma, [], token), Token);
}
