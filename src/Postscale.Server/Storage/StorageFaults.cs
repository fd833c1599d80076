using Microsoft.Data.Sqlite;
using Npgsql;

namespace Postscale.Server.Storage;

/// <summary>Tells faults of the database from faults of the program.</summary>
internal static class StorageFaults
{
    /// <summary>Whether the database was out of reach, busy or full: not the request's fault, and it may pass.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool MayPass(Exception exception) => exception switch
    {
        StorageException => true,
        // 5 BUSY, 6 LOCKED, 8 READONLY, 10 IOERR, 13 FULL, 14 CANTOPEN.
        SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 } => true,
        NpgsqlException postgres => PostgresFaults.MayPass(postgres),
        _ => false,
    };
}
