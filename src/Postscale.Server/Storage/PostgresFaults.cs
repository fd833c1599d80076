using Npgsql;

namespace Postscale.Server.Storage;

/// <summary>What PostgreSQL's errors mean for a transaction (appendix A of its manual has the codes).</summary>
internal static class PostgresFaults
{
    private const string IdleInTransaction = "25P03";

    /// <summary>
    /// Whether a transaction collided with another and may end well when it runs again: a serialization failure, a deadlock, or a
    /// constraint that another transaction made true in between.
    /// </summary>
    public static bool IsCollision(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
    };

    /// <summary>Whether the connection broke or was ended by the server.</summary>
    public static bool IsCutOff(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal)
            || e.SqlState == IdleInTransaction,
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Whether the server was out of reach, busy or full: not the request's fault, and it may pass.</summary>
    public static bool MayPass(NpgsqlException exception) => exception is not PostgresException e
        || e.IsTransient
        || IsCutOff(e)
        // 53: insufficient resources, a full disk among them; 58: the system's errors, I/O among them.
        || e.SqlState.StartsWith("53", StringComparison.Ordinal)
        || e.SqlState.StartsWith("58", StringComparison.Ordinal)
        || e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
