using System.Text.Json;
using Postscale.Server.Storage;

namespace Postscale.Server.Moving;

/// <summary>A row as a line of an export has it.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Columns">The columns it has: those of an older export may be fewer than the kind's.</param>
/// <param name="Values">Their values.</param>
internal sealed record ImportedRow(long Line, ExportKind Kind, IReadOnlyList<ExportColumn> Columns, object?[] Values)
{
    /// <summary>Reads a line.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="line">What it holds.</param>
    /// <param name="newer">What to say of something unknown.</param>
    /// <exception cref="ImportRefusal">It is malformed, or has what this program does not know.</exception>
    public static ImportedRow Read(long number, JsonElement line, string newer)
    {
        try
        {
            return ReadText(number, line, newer);
        }
        catch (InvalidOperationException)
        {
            // RFC 8259 §8.2: an escape may stand for half a surrogate pair, which is no text.
            throw new ImportRefusal(number, "it holds text that is no Unicode");
        }
    }

    /// <summary>The value of a column; null if it has none or null.</summary>
    /// <param name="name">The column's name.</param>
    public object? Value(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return Values[i];
            }
        }

        return null;
    }

    /// <summary>Whether another can be taken in by the same statement.</summary>
    /// <param name="other">The other.</param>
    public bool IsLike(ImportedRow other) => Kind == other.Kind && Columns.SequenceEqual(other.Columns);

    private static ImportedRow ReadText(long number, JsonElement line, string newer)
    {
        if (!line.TryGetProperty(ExportFormat.Kind, out var name) || name.ValueKind != JsonValueKind.String
            || !line.TryGetProperty(ExportFormat.Row, out var row) || row.ValueKind != JsonValueKind.Object)
        {
            throw new ImportRefusal(number, $"it has no '{ExportFormat.Kind}' or no '{ExportFormat.Row}'");
        }

        var kind = ExportKinds.All.FirstOrDefault(k => name.ValueEquals(k.Name)) ?? throw new ImportRefusal(number, $"it is of the kind '{Cut(name.GetString()!)}', which is unknown; {newer}");
        var columns = new List<ExportColumn>(kind.Columns.Count);
        var values = new List<object?>(kind.Columns.Count);
        foreach (var member in row.EnumerateObject())
        {
            var column = kind.Columns.FirstOrDefault(c => member.NameEquals(c.Name))
                ?? throw new ImportRefusal(number, $"'{kind.Name}' has a column '{Cut(member.Name)}', which is unknown; {newer}");
            columns.Add(column);
            values.Add(Value(member.Value, column.Type, out var isRight));
            if (!isRight)
            {
                throw new ImportRefusal(number, $"the column '{column.Name}' of '{kind.Name}' holds what it cannot");
            }
        }

        return columns.Count > 0 ? new ImportedRow(number, kind, columns, [.. values]) : throw new ImportRefusal(number, "its row is empty");
    }

    private static object? Value(JsonElement value, ExportType type, out bool isRight)
    {
        isRight = true;
        switch (value.ValueKind, type)
        {
            case (JsonValueKind.Null, _):
                return null;
            case (JsonValueKind.String, ExportType.Text):
                return value.GetString();
            case (JsonValueKind.Number, ExportType.Number) when value.TryGetInt64(out var number):
                return number;
            case (JsonValueKind.True or JsonValueKind.False, ExportType.Truth):
                return value.GetBoolean();
            case (JsonValueKind.String, ExportType.Octets) when value.TryGetBytesFromBase64(out var octets):
                return octets;
            default:
                isRight = false;
                return null;
        }
    }

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
