using Microsoft.Data.Sqlite;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

public sealed class ProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_can_be_read_and_written_says_nothing()
    {
        await using var test = await TestDatabase.OpenAsync();
        await test.Database.ProbeAsync(Token);
    }

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task A_database_that_cannot_be_written_says_so()
    {
        await using var test = await TestDatabase.OpenAsync();
        await test.Database.WriteAsync((session, token) => session.ScalarAsync<object>("PRAGMA query_only=1", [], token), Token);
        var error = await Assert.ThrowsAsync<StorageException>(() => test.Database.ProbeAsync(Token));
        Assert.StartsWith("the database cannot be read or written: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_a_write_under_way_no_longer_than_it_may()
    {
        await using var test = await TestDatabase.OpenAsync();
        using var inside = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        var write = test.Database.WriteAsync(
            async (_, _) =>
            {
                inside.Release();
                await go.Task;
                return true;
            },
            Token);
        Assert.True(await inside.WaitAsync(TimeSpan.FromSeconds(20), Token));
        using var bound = new CancellationTokenSource();
        var probe = test.Database.ProbeAsync(bound.Token);
        Assert.False(probe.IsCompleted);
        await bound.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        go.SetResult();
        await write;
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(8, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void What_may_pass_is_told_from_a_fault_of_the_program(int code, bool mayPass) => Assert.Equal(mayPass, StorageFaults.MayPass(new SqliteException("", code)));

    [Fact]
    public void A_storage_exception_may_pass_and_others_may_not()
    {
        Assert.True(StorageFaults.MayPass(new StorageException("")));
        Assert.False(StorageFaults.MayPass(new InvalidOperationException()));
    }
}
