using System.Text.Json;
using Postscale.Server.Auditing;
using Postscale.Server.Storage;

namespace Postscale.Server.Moving;

/// <summary>
/// Takes an export in: all of it in one transaction, or nothing. The database may have other accounts; what clashes with one of
/// them refuses the file.
/// </summary>
internal sealed class Import
{
    private const int BatchSize = 500;

    private readonly DbSession _session;
    private readonly List<ImportedRow> _batch = new(BatchSize);
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly MovingCounts _counts = new();
    private string _newer = "";

    private Import(DbSession session) => _session = session;

    /// <summary>Imports.</summary>
    /// <param name="database">The database, open.</param>
    /// <param name="input">The export.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows were taken in.</returns>
    /// <exception cref="ImportRefusal">The file is not whole, or clashes with what is there.</exception>
    public static Task<MovingCounts> RunAsync(Database database, Stream input, CancellationToken cancellationToken) =>
        database.WriteLongAsync((session, token) => new Import(session).ReadAsync(input, token), cancellationToken);

    private async Task<MovingCounts> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var (last, isWhole) = (0L, false);
        await foreach (var (number, line) in ExportLines.ReadAsync(input, cancellationToken).ConfigureAwait(false))
        {
            using (line)
            {
                last = number;
                if (isWhole)
                {
                    throw new ImportRefusal(number, "something follows the last line of the export; import one file at a time");
                }

                if (number == 1)
                {
                    ReadHeader(line.RootElement);
                }
                else if (line.RootElement.TryGetProperty(ExportFormat.Counts, out var counts))
                {
                    await AddBatchAsync(cancellationToken).ConfigureAwait(false);
                    Compare(number, counts);
                    isWhole = true;
                }
                else
                {
                    await TakeAsync(ImportedRow.Read(number, line.RootElement, _newer), cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (!isWhole)
        {
            throw new ImportRefusal(last + 1, "the last line of the export is missing: the file was cut short");
        }

        await DomainStore.CountUncountedAsync(_session, cancellationToken).ConfigureAwait(false);
        return _counts;
    }

    private void ReadHeader(JsonElement line)
    {
        if (!line.TryGetProperty(ExportFormat.Header, out var version) || version.ValueKind != JsonValueKind.Number
            || !line.TryGetProperty(ExportFormat.Schema, out var schema) || schema.ValueKind != JsonValueKind.Number)
        {
            throw new ImportRefusal(1, "it is not the first line of an export of 'postscale export'");
        }

        if (!version.TryGetInt32(out var number) || number != ExportFormat.Version)
        {
            throw new ImportRefusal(1, $"the export has version {version.GetRawText()} of its form, and this program reads version {ExportFormat.Version} only: import with the program that wrote it");
        }

        _newer = $"the export is of schema {schema.GetRawText()}, and this program's is {SchemaState.Known}: import with the program that wrote it, or a newer one";
    }

    private async Task TakeAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        if (row.Kind.Name == "account")
        {
            _accounts.Add(row.Value("id") as string ?? "");
        }
        else if (row.Value("account_id") is string account && !_accounts.Contains(account) && !(row.Kind.Name == "audit" && account == AuditEntry.Platform.ToString("D")))
        {
            throw new ImportRefusal(row.Line, "it belongs to an account that is not in this file");
        }

        if (_batch.Count == BatchSize || (_batch.Count > 0 && !_batch[0].IsLike(row)))
        {
            await AddBatchAsync(cancellationToken).ConfigureAwait(false);
        }

        _batch.Add(row);
        _counts.Add(row.Kind);
    }

    private async Task AddBatchAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var (kind, columns) = (_batch[0].Kind, _batch[0].Columns);
        if (await ExportStore.AddAsync(_session, kind, columns, [.. _batch.Select(r => r.Values)], cancellationToken).ConfigureAwait(false) is { } refused)
        {
            throw new ImportRefusal(_batch[refused.Row].Line, $"this {kind.Name} cannot be added to what the database has: {refused.Problem}");
        }

        _batch.Clear();
    }

    private void Compare(long line, JsonElement counts)
    {
        if (counts.ValueKind != JsonValueKind.Object)
        {
            throw new ImportRefusal(line, "its counts are malformed");
        }

        foreach (var kind in ExportKinds.All)
        {
            var said = counts.TryGetProperty(kind.Name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var number) ? number : 0;
            if (said != _counts[kind])
            {
                throw new ImportRefusal(line, $"it counts {said} of the kind '{kind.Name}', and the file has {_counts[kind]}: lines are missing or too many");
            }
        }
    }
}
