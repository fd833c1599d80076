using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Printing;

/// <summary>Writes what was asked for: JSON, tables for people, or lines of fields for programs. What servers say can move no cursor and forge no line.</summary>
/// <param name="writer">Where to.</param>
/// <param name="screen">In which form.</param>
internal sealed class Output(TextWriter writer, Screen screen)
{
    private static readonly JsonSerializerOptions s_line = new(PostscaleJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_document = new(s_line) { WriteIndented = true, NewLine = "\n" };

    public Screen Screen => screen;

    /// <summary>One JSON document.</summary>
    public void Json<T>(T value) => writer.Write(Text(value, s_document) + "\n");

    /// <summary>One JSON document on a line, of a stream of them.</summary>
    public void JsonLine<T>(T value)
    {
        writer.Write(Text(value, s_line) + "\n");
        writer.Flush();
    }

    /// <summary>A list: one JSON document, or a table.</summary>
    /// <typeparam name="T">What it lists.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="table">The table's heads.</param>
    /// <param name="row">An item's row.</param>
    public async Task ListAsync<T>(IAsyncEnumerable<T> items, string[] table, Func<T, Cell[]> row)
    {
        if (screen.IsJson)
        {
            var all = new List<string>();
            await foreach (var item in items.ConfigureAwait(false))
            {
                all.Add(Text(item, s_document));
            }

            await writer.WriteAsync(all.Count == 0 ? "[]\n" : $"[\n{string.Join(",\n", all)}\n]\n").ConfigureAwait(false);
        }
        else if (screen.IsTerminal)
        {
            var rows = new List<Cell[]>();
            await foreach (var item in items.ConfigureAwait(false))
            {
                rows.Add(row(item));
            }

            Table(table, rows);
        }
        else
        {
            await foreach (var item in items.ConfigureAwait(false))
            {
                Line(row(item));
            }
        }
    }

    /// <summary>One thing: a JSON document, or its fields, each on a line.</summary>
    public void One<T>(T value, params ReadOnlySpan<(string Name, Cell Value)> fields)
    {
        if (screen.IsJson)
        {
            Json(value);
            return;
        }

        var width = 0;
        foreach (var (name, _) in fields)
        {
            width = Math.Max(width, name.Length);
        }

        foreach (var (name, cell) in fields)
        {
            writer.Write(screen.IsTerminal
                ? $"{InkCode.Paint(name.PadRight(width), Ink.Faint, screen.Terminal.HasColours)}  {Painted(cell)}\n"
                : $"{name}\t{Painted(cell)}\n");
        }
    }

    /// <summary>A line of fields parted by tabs.</summary>
    public void Line(params ReadOnlySpan<Cell> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            line.Append(line.Length == 0 ? "" : "\t").Append(Painted(cell));
        }

        writer.Write(line.Append('\n').ToString());
        writer.Flush();
    }

    /// <summary>A sentence.</summary>
    public void Say(string text, Ink ink = Ink.Plain) => writer.Write(Painted(new Cell(text, ink)) + "\n");

    /// <summary>Text that is laid out and clean already.</summary>
    public void Raw(string text)
    {
        writer.Write(text);
        writer.Flush();
    }

    private void Table(string[] heads, List<Cell[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var widths = heads.Select((head, i) => Math.Max(head.Length, rows.Max(r => Page.Clean(r[i].Text).Length))).ToArray();
        Row([.. heads.Select(h => new Cell(h, Ink.Strong))], widths);
        rows.ForEach(r => Row(r, widths));
    }

    private void Row(Cell[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var text = Page.Clean(cells[i].Text);
            line.Append(InkCode.Paint(text, cells[i].Ink, screen.Terminal.HasColours));
            if (i < cells.Length - 1)
            {
                line.Append(' ', widths[i] - text.Length + 2);
            }
        }

        writer.Write(line.Append('\n').ToString());
    }

    private string Painted(Cell cell) => InkCode.Paint(Page.Clean(cell.Text), cell.Ink, screen.Terminal.HasColours);

    /// <summary>JSON in which what a terminal would act on is escaped; it stands within texts alone.</summary>
    private static string Text<T>(T value, JsonSerializerOptions options)
    {
        var text = JsonSerializer.Serialize(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c > '~' && Page.Clean(c.ToString())[0] != c ? clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : clean.Append(c);
        }

        return clean.ToString();
    }
}
