using System.Data.Common;
using Postscale.Server.Accounts;

namespace Postscale.Server.Storage;

/// <summary>How values stand in the database: times as microseconds, ids as text.</summary>
internal static class Row
{
    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static long? Micros(DateTimeOffset? time) => time is { } value ? Micros(value) : null;

    public static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static string Text(Guid id) => id.ToString("D");

    public static DateTimeOffset Time(DbDataReader row, int column) => FromMicros(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row, column);

    public static Guid Id(DbDataReader row, int column) => Guid.ParseExact(row.GetString(column), "D");

    public static Guid? IdOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Id(row, column);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static KeyEnvironment Environment(DbDataReader row, int column) => KeyEnvironmentNames.TryParse(row.GetString(column), out var environment)
        ? environment
        : throw new StorageException("the database has an unknown environment");

    private static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
