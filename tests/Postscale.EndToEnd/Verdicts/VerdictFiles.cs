using Postscale.Testing;

namespace Postscale.EndToEnd.Verdicts;

/// <summary>Reads the <c>*.cases</c> files beside this one; README.md there describes the form.</summary>
internal static class VerdictFiles
{
    private static readonly string[] s_outcomes = ["holds", "missing", "invalid", "unreadable"];

    public static string Folder => Repository.PathOf("tests", "Postscale.EndToEnd", "Verdicts");

    /// <summary>All cases, by title.</summary>
    public static readonly IReadOnlyDictionary<string, VerdictCase> All = Directory.EnumerateFiles(Folder, "*.cases")
        .Order(StringComparer.Ordinal).SelectMany(Read).ToDictionary(c => c.Title, StringComparer.Ordinal);

    private static IEnumerable<VerdictCase> Read(string file)
    {
        var record = Path.GetFileNameWithoutExtension(file).Replace('-', '_');
        foreach (var block in File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => Pair(file, l)).ToLookup(l => l.Key, l => l.Value);
            if (lines.Count > 0)
            {
                yield return Case(file, record, lines);
            }
        }
    }

    private static VerdictCase Case(string file, string record, ILookup<string, string> lines)
    {
        string[] known = ["case", "rfc", "type", "below", "zone", "flags", "outcome", "error", "error is", "warning", "hint", "found", "absent"];
        if (lines.Select(l => l.Key).FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw new FormatException($"{file}: a case has '{unknown}:'");
        }

        var read = new VerdictCase
        {
            Record = record,
            Name = lines["case"].Single(),
            Section = lines["rfc"].Single(),
            Type = lines["type"].SingleOrDefault() ?? "both",
            Below = lines["below"].SingleOrDefault() ?? "",
            Zone = [.. lines["zone"]],
            Flags = lines["flags"].SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(f => f.Split('=')).ToDictionary(f => f[0], f => bool.Parse(f[1])),
            Outcome = lines["outcome"].Single(),
            WholeError = lines["error is"].SingleOrDefault(),
            Errors = [.. lines["error"]],
            Warnings = [.. lines["warning"]],
            Hints = [.. lines["hint"]],
            Found = [.. lines["found"]],
            Absent = [.. lines["absent"]],
        };
        if (!s_outcomes.Contains(read.Outcome))
        {
            throw new FormatException($"{file}, {read.Name}: no outcome is called '{read.Outcome}'");
        }

        // A case that cannot fail on its words shows nothing.
        return (read.Outcome == "holds") == (read.WholeError is null && read.Errors.Count == 0)
            ? read
            : throw new FormatException($"{file}, {read.Name}: whatever does not hold has an error, and nothing else has one");
    }

    private static (string Key, string Value) Pair(string file, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (line[..colon], line[(colon + 1)..].Trim()) : throw new FormatException($"{file}: '{line}' has no key");
    }
}
