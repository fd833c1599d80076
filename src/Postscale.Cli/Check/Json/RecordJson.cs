using Postscale.Cli.Check.Printing;
using Postscale.Server.Records;

namespace Postscale.Cli.Check.Json;

/// <summary>One record that the type calls for.</summary>
internal sealed record RecordJson(
    string Record,
    string Outcome,
    bool Required,
    ExpectedJson Expected,
    IReadOnlyList<string> Found,
    string? Error,
    IReadOnlyList<string> Warnings,
    string? Hint,
    double? DurationMs)
{
    /// <summary>The longest text of DNS that is passed on.</summary>
    private const int MaxText = 4096;

    public static RecordJson Of(CheckedRecord record) => new(
        record.Kind.Name,
        record.Outcome.Word().Replace(' ', '_'),
        record.IsRequired,
        new ExpectedJson(record.Expected.Type, record.Expected.Name.Text, record.Expected.Value, record.Expected.Priority),
        Texts(record.Finding?.Found ?? []),
        record.Error,
        record.Finding?.Warnings ?? [],
        record.Hint,
        record.Finding is { } finding ? CheckJson.Milliseconds(finding.Duration) : null);

    /// <summary>What DNS said: without control characters, cut to a sane length.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<string> texts) => [.. texts.Select(t => Sentence.Cut(t, MaxText))];
}
