using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

public sealed class HousekeepingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_than_a_piece_is_removed_and_what_cannot_be_removed_keeps_nothing_else()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var old = s_now - new PostscaleOptions().IdempotencyLifetime - TimeSpan.FromSeconds(1);
        await test.Database.WriteAsync(
            async (session, token) =>
            {
                for (var i = 0; i <= Housekeeping.Piece; i++)
                {
                    await IdempotencyStore.TakeAsync(session, caller, $"old{i}", [1], old, old, token);
                }

                await IdempotencyStore.TakeAsync(session, caller, "new", [1], s_now, s_now, token);
                return await session.ExecuteAsync("ALTER TABLE audit RENAME TO elsewhere", [], token);
            },
            Token);
        var time = new FakeTimeProvider(s_now);
        using var housekeeping = new Housekeeping(test.Database, new PostscaleOptions(), time, NullLogger<Housekeeping>.Instance);
        await housekeeping.StartAsync(Token);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM idempotency_keys") > 1)
        {
            // The timer may not have been made yet when the clock is moved first.
            time.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(20, deadline.Token);
        }

        await housekeeping.StopAsync(Token);
        Assert.Equal("new", await TestDatabase.ScalarAsync<string>(test.Database, "SELECT key FROM idempotency_keys"));
    }
}
