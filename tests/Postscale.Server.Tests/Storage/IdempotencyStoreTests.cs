using Postscale.Server.Accounts;
using Postscale.Server.Http;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

public sealed class IdempotencyStoreTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_taken_answered_and_forgotten_in_time()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        Assert.Null(await FindAsync(test, caller));
        await WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1, 2], s_now, s_now.AddSeconds(60), token));
        var taken = (await FindAsync(test, caller))!;
        Assert.Equal((s_now, s_now.AddSeconds(60), null, null), (taken.CreatedAt, taken.LockedUntil, taken.Status, taken.Location));
        Assert.Equal([1, 2], taken.Fingerprint);

        await WriteAsync(test, (session, token) => IdempotencyStore.KeepAsync(session, caller, "k", s_now, 201, "/v1/domains/x", [3], token));
        // One that lost the key to another, or comes twice, changes nothing.
        await WriteAsync(test, (session, token) => IdempotencyStore.KeepAsync(session, caller, "k", s_now.AddSeconds(-1), 409, null, [4], token));
        await WriteAsync(test, (session, token) => IdempotencyStore.KeepAsync(session, caller, "k", s_now, 409, null, [4], token));
        var kept = (await FindAsync(test, caller))!;
        Assert.Equal((201, "/v1/domains/x"), (kept.Status, kept.Location));
        Assert.Equal([3], kept.Body);

        await WriteAsync(test, (session, token) => IdempotencyStore.ForgetAsync(session, s_now, 10, token));
        Assert.NotNull(await FindAsync(test, caller));
        await WriteAsync(test, (session, token) => IdempotencyStore.ForgetAsync(session, s_now.AddMicroseconds(1), 10, token));
        Assert.Null(await FindAsync(test, caller));
    }

    [Fact]
    public async Task Only_a_key_without_an_answer_is_freed_and_one_taken_anew_has_none()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        await TakeAsync();
        await WriteAsync(test, (session, token) => IdempotencyStore.ReleaseAsync(session, caller, "k", s_now.AddSeconds(-70), token));
        Assert.NotNull(await FindAsync(test, caller));
        await WriteAsync(test, (session, token) => IdempotencyStore.ReleaseAsync(session, caller, "k", s_now, token));
        Assert.Null(await FindAsync(test, caller));

        await TakeAsync();
        await WriteAsync(test, (session, token) => IdempotencyStore.KeepAsync(session, caller, "k", s_now, 201, null, [3], token));
        await WriteAsync(test, (session, token) => IdempotencyStore.ReleaseAsync(session, caller, "k", s_now, token));
        Assert.NotNull(await FindAsync(test, caller));

        await TakeAsync();
        Assert.Equal((null, 0), ((await FindAsync(test, caller))!.Status, (await FindAsync(test, caller))!.Body.Length));

        Task TakeAsync() => WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1], s_now, s_now, token));
    }

    [Fact]
    public async Task A_change_whose_key_another_has_taken_meanwhile_is_not_made()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var request = new IdempotentRequest(test.Database, caller, "k", s_now);
        await WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1], s_now, s_now, token));
        await WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1], s_now.AddSeconds(71), s_now.AddSeconds(140), token));

        await Assert.ThrowsAsync<IdempotencyKeyLostException>(() => WriteAsync(test, async (session, token) =>
        {
            await DomainStore.TryAddAsync(session, test.New(caller, "example.com"), token);
            await request.KeepAsync(session, 201, null, [3], token);
        }));
        await request.ReleaseAsync();

        Assert.Equal(0, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM domains"));
        Assert.Equal((s_now.AddSeconds(71), null), ((await FindAsync(test, caller))!.CreatedAt, (await FindAsync(test, caller))!.Status));
    }

    [Fact]
    public async Task What_is_kept_is_the_answer_of_the_last_run_of_a_transaction_that_ran_twice()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var request = new IdempotentRequest(test.Database, caller, "k", s_now);
        await WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1], s_now, s_now.AddSeconds(60), token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(test, async (session, token) =>
        {
            await request.KeepAsync(session, 201, null, [3], token);
            throw new InvalidOperationException("as if it had collided after that");
        }));

        await request.KeepAsync(409, null, [4]);

        Assert.Equal(409, (await FindAsync(test, caller))!.Status);
    }

    [Fact]
    public async Task Accounts_and_environments_have_keys_of_their_own()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        await WriteAsync(test, (session, token) => IdempotencyStore.TakeAsync(session, caller, "k", [1], s_now, s_now, token));
        Assert.Null(await FindAsync(test, await test.AddAccountAsync("other")));
        Assert.Null(await FindAsync(test, await test.AddAccountAsync("acme", KeyEnvironment.Test)));
        Assert.NotNull(await FindAsync(test, await test.AddAccountAsync("acme")));
    }

    private static Task<StoredAnswer?> FindAsync(TestDatabase test, Caller caller) =>
        test.Database.ReadAsync((session, token) => IdempotencyStore.FindAsync(session, caller, "k", token), Token);

    private static Task<bool> WriteAsync(TestDatabase test, Func<DbSession, CancellationToken, Task> work) => test.Database.WriteAsync(
        async (session, token) =>
        {
            await work(session, token);
            return true;
        },
        Token);
}
