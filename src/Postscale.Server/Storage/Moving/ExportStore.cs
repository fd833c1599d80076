using System.Data.Common;
using System.Globalization;

namespace Postscale.Server.Storage;

/// <summary>Reads rows for an export, and takes them in.</summary>
internal static class ExportStore
{
    /// <summary>The id of an account, as text; null if there is none of that name.</summary>
    public static Task<string?> AccountIdAsync(DbSession session, string name, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>("SELECT id FROM accounts WHERE name = @name", [("@name", name)], cancellationToken);

    /// <summary>Hands over the rows of a kind, in its order: values are strings, whole numbers, truths, octets or null.</summary>
    /// <param name="session">The session, in a snapshot.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="account">Whose rows; null: everybody's.</param>
    /// <param name="each">Takes a row, the columns in the kind's order; the array is used again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task ReadAsync(DbSession session, ExportKind kind, string? account, Func<object?[], ValueTask> each, CancellationToken cancellationToken)
    {
        var values = new object?[kind.Columns.Count];
        return session.ReadEachAsync(
            kind.Query(account is not null),
            account is null ? [] : [("@account", account)],
            row =>
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = row.IsDBNull(i) ? null : Value(row, i, kind.Columns[i].Type);
                }

                return each(values);
            },
            cancellationToken);
    }

    /// <summary>Takes rows in.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="given">The columns they have.</param>
    /// <param name="rows">Their values.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Which row cannot be taken in, and why; null if all were.</returns>
    public static async Task<(int Row, string Problem)?> AddAsync(
        DbSession session, ExportKind kind, IReadOnlyList<ExportColumn> given, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var statement = kind.Insertion(given);
        var parameters = rows.Select(r => given.Select((c, i) => ("@" + c.Name, r[i])).ToArray()).ToList();
        await session.ExecuteAsync("SAVEPOINT rows_added", [], cancellationToken).ConfigureAwait(false);
        try
        {
            if (await session.ExecuteManyAsync(statement, parameters, cancellationToken).ConfigureAwait(false) == rows.Count)
            {
                await session.ExecuteAsync("RELEASE SAVEPOINT rows_added", [], cancellationToken).ConfigureAwait(false);
                return null;
            }
        }
        catch (DbException e) when (!StorageFaults.MayPass(e))
        {
            // Which of them it was is found one by one.
        }

        await session.ExecuteAsync("ROLLBACK TO SAVEPOINT rows_added", [], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < rows.Count; i++)
        {
            try
            {
                if (await session.ExecuteAsync(statement, parameters[i], cancellationToken).ConfigureAwait(false) != 1)
                {
                    return (i, "it speaks of a row that is not there");
                }
            }
            catch (DbException e) when (!StorageFaults.MayPass(e))
            {
                return (i, e.Message);
            }
        }

        throw new StorageException($"rows of the kind '{kind.Name}' could not be taken in together, and could one by one");
    }

    private static object Value(DbDataReader row, int column, ExportType type) => type switch
    {
        ExportType.Text => row.GetString(column),
        // Columns of PostgreSQL are bigint or integer.
        ExportType.Number => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture),
        ExportType.Truth => row.GetBoolean(column),
        _ => (byte[])row.GetValue(column),
    };
}
