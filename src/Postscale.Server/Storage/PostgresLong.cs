using System.Data;

namespace Postscale.Server.Storage;

/// <summary>
/// Long transactions on PostgreSQL: a snapshot that is read, or rows in great number that are written. Each runs once, and its
/// connection is closed afterwards, with whatever was prepared or left open in it.
/// </summary>
internal static class PostgresLong
{
    /// <summary>How long a statement may take, and how long the work may do other things between two.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>The number of the lock of those that write for long: "postl" in ASCII. Who only makes or revokes a key does not wait for it.</summary>
    private const long Number = 0x706f73746c;

    /// <summary>Waits until nobody writes for long, and lets nobody begin before the transaction ends.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> LockAsync(DbSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("SELECT pg_advisory_xact_lock(@lock)", [("@lock", Number)], cancellationToken);

    public static async Task<T> RunAsync<T>(PostgresSessions sessions, bool isWrite, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var session = await sessions.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            session.Patience = s_patience;
            var transaction = await session.Connection
                .BeginTransactionAsync(isWrite ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await session.ExecuteAsync(isWrite ? "SET TRANSACTION READ WRITE" : "SET TRANSACTION READ ONLY", [], cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = '10min'", [], cancellationToken).ConfigureAwait(false);
                if (isWrite)
                {
                    await LockAsync(session, cancellationToken).ConfigureAwait(false);
                }

                var result = await work(session, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
        }
        finally
        {
            await sessions.ReturnAsync(session, isWell: false).ConfigureAwait(false);
        }
    }
}
