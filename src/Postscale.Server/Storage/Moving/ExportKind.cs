namespace Postscale.Server.Storage;

/// <summary>One kind of row that is exported and imported.</summary>
/// <param name="name">What its lines are called; never changed, for old exports have it.</param>
/// <param name="table">Its table.</param>
/// <param name="columns">Its columns, parted by spaces, each as <see cref="ExportColumn.Parse"/> reads it.</param>
/// <param name="order">In which order its rows are exported, and so made anew.</param>
/// <param name="ofAccount">Which rows are those of the account <c>@account</c>; null if none is.</param>
internal sealed class ExportKind(string name, string table, string columns, string order, string? ofAccount)
{
    public string Name => name;

    public string Table => table;

    public IReadOnlyList<ExportColumn> Columns { get; } = columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(ExportColumn.Parse).ToList();

    /// <summary>Whether an account has such rows; the others are the platform's own, and exported with all accounts only.</summary>
    public bool IsOfAccounts => ofAccount is not null;

    /// <summary>Which rows are exported; null: all.</summary>
    public string? Where { get; init; }

    /// <summary>The statement that takes a row in, if it is no insertion; it changes one row.</summary>
    public string? Statement { get; init; }

    /// <summary>What reads the rows.</summary>
    /// <param name="oneAccount">Of the account <c>@account</c> alone.</param>
    public string Query(bool oneAccount)
    {
        string?[] conditions = [Where, oneAccount ? ofAccount : null];
        var where = string.Join(" AND ", conditions.OfType<string>());
        return $"SELECT {string.Join(", ", Columns.Select(c => c.Name))} FROM {table}{(where.Length > 0 ? " WHERE " : "")}{where} ORDER BY {order}";
    }

    /// <summary>What takes a row in.</summary>
    /// <param name="given">The columns it has; the others get what the schema gives them.</param>
    public string Insertion(IReadOnlyList<ExportColumn> given) => Statement
        ?? $"INSERT INTO {table} ({string.Join(", ", given.Select(c => c.Name))}) VALUES ({string.Join(", ", given.Select(c => "@" + c.Name))})";
}
