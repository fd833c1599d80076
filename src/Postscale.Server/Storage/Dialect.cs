namespace Postscale.Server.Storage;

/// <summary>
/// What one database product says differently. The statements themselves are written once, with placeholders: in statements
/// <c>{now}</c> is the database's own time in microseconds, <c>{for_update}</c> locks the rows of table <c>d</c> that are read,
/// <c>{for_update_planned}</c> those of table <c>c</c> too, <c>{skip_locked}</c> locks those that nobody has locked and leaves out
/// the others, <c>{each_id}</c> selects the texts of a JSON array in the parameter <c>@ids</c>, <c>{columns}</c> is the catalogue of the schema: <c>table_name</c> and <c>column_name</c>.
/// </summary>
public abstract class Dialect
{
    /// <summary>SQLite's.</summary>
    public static readonly Dialect Sqlite = new SqliteDialect();

    /// <summary>PostgreSQL's.</summary>
    public static readonly Dialect Postgres = new PostgresDialect();

    /// <summary>Whether one service alone works on a database: then what is unfinished at its start was left by one that died.</summary>
    public abstract bool HasOneService { get; }

    /// <summary>The placeholders of migrations.</summary>
    protected abstract IReadOnlyList<(string Placeholder, string Sql)> SchemaWords { get; }

    /// <summary>The placeholders of statements.</summary>
    protected abstract IReadOnlyList<(string Placeholder, string Sql)> StatementWords { get; }

    /// <summary>Puts the dialect's words into a migration.</summary>
    /// <param name="sql">The statements with their placeholders.</param>
    public string Migration(string sql) => Put(sql, SchemaWords);

    /// <summary>Puts the dialect's words into a statement.</summary>
    /// <param name="sql">The statement with its placeholders.</param>
    public string Statement(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return sql.Contains('{', StringComparison.Ordinal) ? Put(sql, StatementWords) : sql;
    }

    private static string Put(string sql, IReadOnlyList<(string Placeholder, string Sql)> words)
    {
        foreach (var (placeholder, word) in words)
        {
            sql = sql.Replace(placeholder, word, StringComparison.Ordinal);
        }

        return sql;
    }

    private sealed class SqliteDialect : Dialect
    {
        public override bool HasOneService => true;

        protected override IReadOnlyList<(string Placeholder, string Sql)> SchemaWords { get; } =
            [("{serial}", "integer PRIMARY KEY AUTOINCREMENT"), ("{bool}", "integer"), ("{blob}", "blob"), ("{octet_order}", "")];

        // One connection writes, so nothing need be locked. Its clock counts milliseconds.
        protected override IReadOnlyList<(string Placeholder, string Sql)> StatementWords { get; } =
        [
            ("{now}", "CAST(unixepoch('subsec') * 1000000 AS integer)"),
            ("{for_update}", ""),
            ("{for_update_planned}", ""),
            ("{skip_locked}", ""),
            ("{each_id}", "SELECT value FROM json_each(@ids)"),
            ("{columns}", "(SELECT t.name AS table_name, c.name AS column_name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table') AS columns"),
        ];
    }

    private sealed class PostgresDialect : Dialect
    {
        public override bool HasOneService => false;

        // Names sort by octets, whatever language the database was made for.
        protected override IReadOnlyList<(string Placeholder, string Sql)> SchemaWords { get; } =
            [("{serial}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"), ("{bool}", "boolean"), ("{blob}", "bytea"), ("{octet_order}", "COLLATE \"C\"")];

        // The time of the statement, not of the transaction: a transaction may have waited for a lock.
        protected override IReadOnlyList<(string Placeholder, string Sql)> StatementWords { get; } =
        [
            ("{now}", "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint"),
            ("{for_update}", "FOR UPDATE OF d"),
            ("{for_update_planned}", "FOR UPDATE OF d, c"),
            ("{skip_locked}", "FOR UPDATE SKIP LOCKED"),
            ("{each_id}", "SELECT json_array_elements_text(@ids::json)"),
            ("{columns}", "(SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()) AS columns"),
        ];
    }
}
