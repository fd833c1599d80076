namespace Postscale.Server.Storage;

/// <summary>What one database product says differently. The statements themselves are written once.</summary>
public abstract class Dialect
{
    /// <summary>SQLite's.</summary>
    public static readonly Dialect Sqlite = new SqliteDialect();

    /// <summary>Whether one service alone works on a database: then what is unfinished at its start was left by one that died.</summary>
    public abstract bool HasOneService { get; }

    /// <summary>The column definition of a number that grows with each row.</summary>
    protected abstract string SerialType { get; }

    /// <summary>The type of a truth value.</summary>
    protected abstract string TruthType { get; }

    /// <summary>The type of a string of octets.</summary>
    protected abstract string OctetsType { get; }

    /// <summary>Puts the dialect's words into a migration.</summary>
    /// <param name="sql">The statements with their placeholders.</param>
    public string Migration(string sql) => sql
        .Replace("{serial}", SerialType, StringComparison.Ordinal)
        .Replace("{bool}", TruthType, StringComparison.Ordinal)
        .Replace("{blob}", OctetsType, StringComparison.Ordinal);

    private sealed class SqliteDialect : Dialect
    {
        public override bool HasOneService => true;

        protected override string SerialType => "integer PRIMARY KEY AUTOINCREMENT";

        protected override string TruthType => "integer";

        protected override string OctetsType => "blob";
    }
}
