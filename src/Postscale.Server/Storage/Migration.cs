using System.Globalization;
using System.Reflection;

namespace Postscale.Server.Storage;

/// <summary>
/// One numbered change of the schema: a file <c>NNNN_name.sql</c>, whose first line, <c>-- runs beside: N</c>, says which is the
/// oldest schema whose program can still work on the database once it is applied.
/// </summary>
internal sealed class Migration
{
    /// <summary>What the first line begins with.</summary>
    public const string Header = "-- runs beside: ";

    private readonly string _text;

    private Migration(string resource)
    {
        Resource = resource;
        Number = int.Parse(resource.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        _text = reader.ReadToEnd();
        var line = _text.AsSpan(0, _text.IndexOf('\n', StringComparison.Ordinal));
        RunsBeside = line.StartsWith(Header, StringComparison.Ordinal)
            ? int.Parse(line[Header.Length..], NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{resource} does not begin with '{Header}N'");
    }

    public int Number { get; }

    public string Resource { get; }

    /// <summary>The oldest schema whose program works on this one.</summary>
    public int RunsBeside { get; }

    /// <summary>All, in order.</summary>
    public static IReadOnlyList<Migration> ReadAll() => typeof(Migration).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n => new Migration(n))
        .ToList();

    /// <summary>Its statements. They end with a semicolon at the end of a line; a migration holds no text with one in it.</summary>
    /// <param name="dialect">Whose words to use.</param>
    public string[] Statements(Dialect dialect) =>
        dialect.Migration(_text).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
