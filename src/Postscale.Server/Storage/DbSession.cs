using System.Data.Common;
using System.Globalization;

namespace Postscale.Server.Storage;

/// <summary>
/// One connection with its prepared statements, for one user at a time. Statements are kept by their text, so that each is
/// parsed once for each connection. Placeholders of the <see cref="Dialect"/> are filled in.
/// </summary>
/// <param name="connection">The open connection.</param>
/// <param name="dialect">What the database says differently.</param>
public sealed class DbSession(DbConnection connection, Dialect dialect) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>The connection underneath.</summary>
    public DbConnection Connection { get; } = connection;

    /// <summary>How long statements that are new to this session may take; null: as long as any other.</summary>
    public TimeSpan? Patience { get; set; }

    /// <summary>Whether the present transaction has made deliveries to webhooks.</summary>
    public bool MadeDeliveries { get; set; }

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    /// <param name="sql">The statement, with parameters <c>@name</c>.</param>
    /// <param name="parameters">The values; null is NULL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> ExecuteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await Prepare(sql, parameters).ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Reads one value; the default when there is no row or the value is NULL.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">The values; null is NULL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T?> ScalarAsync<T>(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await Prepare(sql, parameters).ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) switch
        {
            T value => value,
            // Which width a count or a length has differs from database to database.
            IConvertible number and not (string or DBNull) when typeof(T) == typeof(long) => (T)(object)number.ToInt64(CultureInfo.InvariantCulture),
            _ => default,
        };

    /// <summary>Runs one statement for many rows, without a round trip for each where the database is elsewhere.</summary>
    /// <param name="sql">The statement, with parameters <c>@name</c>.</param>
    /// <param name="rows">The values of each run, in the same order of names; null is NULL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows were changed.</returns>
    public async Task<int> ExecuteManyAsync(string sql, IReadOnlyList<(string Name, object? Value)[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!Connection.CanCreateBatch || rows.Count == 1)
        {
            var changed = 0;
            foreach (var row in rows)
            {
                changed += await ExecuteAsync(sql, row, cancellationToken).ConfigureAwait(false);
            }

            return changed;
        }

        if (rows.Count == 0)
        {
            return 0;
        }

        var batch = Connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            if (Patience is { } patience)
            {
                batch.Timeout = (int)patience.TotalSeconds;
            }

            var text = dialect.Statement(sql);
            foreach (var row in rows)
            {
                var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // As below.
                command.CommandText = text;
#pragma warning restore CA2100
                foreach (var (name, value) in row)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    parameter.Value = value ?? DBNull.Value;
                    command.Parameters.Add(parameter);
                }

                batch.BatchCommands.Add(command);
            }

            return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the first row; the default when there is none.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">The values; null is NULL.</param>
    /// <param name="map">Makes the value out of the row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T?> SingleAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellationToken)
        where T : class
    {
        var reader = await Prepare(sql, parameters).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? map(reader) : null;
        }
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">The values; null is NULL.</param>
    /// <param name="map">Makes a value out of a row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<T>> ListAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var reader = await Prepare(sql, parameters).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(map(reader));
            }
        }

        return rows;
    }

    /// <summary>Hands the rows over one by one, so that there may be any number of them.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">The values; null is NULL.</param>
    /// <param name="each">Takes a row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadEachAsync(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, ValueTask> each, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(each);
        var reader = await Prepare(sql, parameters).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await each(reader).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }

        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    private DbCommand Prepare(string sql, (string Name, object? Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this folder; what clients send goes into parameters only.
            command.CommandText = dialect.Statement(sql);
#pragma warning restore CA2100
            if (Patience is { } patience)
            {
                command.CommandTimeout = (int)patience.TotalSeconds;
            }

            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
