using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Postscale.Server.Storage;

namespace Postscale.Server.Moving;

/// <summary>
/// Writes all of one account, or all there is, as lines of JSON. What is written is one state of the database, whatever the
/// service does meanwhile, and takes no more memory for a million rows than for one.
/// </summary>
internal sealed class Export : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);
    private readonly Utf8JsonWriter _json;
    private readonly MovingCounts _counts = new();

    private Export(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Writes an export.</summary>
    /// <param name="database">The database, open.</param>
    /// <param name="schema">The database's schema.</param>
    /// <param name="account">Whose rows; null: everybody's, and the platform's keys with their private parts.</param>
    /// <param name="output">Where to.</param>
    /// <param name="now">The time it bears.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows it has; null if there is no such account, and then nothing is written.</returns>
    /// <exception cref="StorageException">The database has what this program does not know, and would leave out.</exception>
    public static async Task<MovingCounts?> RunAsync(
        Database database, SchemaState schema, string? account, Stream output, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (schema.Now > SchemaState.Known)
        {
            throw new StorageException($"the database has schema {schema.Now}, and this program knows only {SchemaState.Known}: it would leave out what is new. Export with the newer program.");
        }

        using var export = new Export(output);
        return await database.ReadSnapshotAsync((session, token) => export.WriteAsync(session, account, now, token), cancellationToken).ConfigureAwait(false) ? export._counts : null;
    }

    public void Dispose() => _json.Dispose();

    private async Task<bool> WriteAsync(DbSession session, string? account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string? id = null;
        if (account is not null && (id = await ExportStore.AccountIdAsync(session, account, cancellationToken).ConfigureAwait(false)) is null)
        {
            return false;
        }

        WriteHeader(account, now);
        foreach (var kind in ExportKinds.All.Where(k => id is null || k.IsOfAccounts))
        {
            await ExportStore.ReadAsync(session, kind, id, row => WriteRowAsync(kind, row, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        WriteCounts();
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private void WriteHeader(string? account, DateTimeOffset now)
    {
        _json.WriteStartObject();
        _json.WriteNumber(ExportFormat.Header, ExportFormat.Version);
        _json.WriteNumber(ExportFormat.Schema, SchemaState.Known);
        _json.WriteString(ExportFormat.ExportedAt, now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (account is null)
        {
            _json.WriteString(ExportFormat.Accounts, "all");
        }
        else
        {
            _json.WriteStartArray(ExportFormat.Accounts);
            _json.WriteStringValue(account);
            _json.WriteEndArray();
        }

        EndLine();
    }

    private ValueTask WriteRowAsync(ExportKind kind, object?[] row, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteString(ExportFormat.Kind, kind.Name);
        _json.WriteStartObject(ExportFormat.Row);
        for (var i = 0; i < row.Length; i++)
        {
            var name = kind.Columns[i].Name;
            switch (row[i])
            {
                case null:
                    _json.WriteNull(name);
                    break;
                case string text:
                    _json.WriteString(name, text);
                    break;
                case long number:
                    _json.WriteNumber(name, number);
                    break;
                case bool truth:
                    _json.WriteBoolean(name, truth);
                    break;
                case byte[] octets:
                    _json.WriteBase64String(name, octets);
                    break;
                case { } other:
                    throw new InvalidOperationException($"a {other.GetType().Name} has no form in an export");
            }
        }

        _json.WriteEndObject();
        EndLine();
        _counts.Add(kind);
        return _buffer.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    private void WriteCounts()
    {
        _json.WriteStartObject();
        _json.WriteStartObject(ExportFormat.Counts);
        foreach (var kind in ExportKinds.All)
        {
            _json.WriteNumber(kind.Name, _counts[kind]);
        }

        _json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }
}
