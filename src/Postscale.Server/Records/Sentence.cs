namespace Postscale.Server.Records;

/// <summary>Puts what DNS said into sentences: quoted, cut to a sane length, never with control characters.</summary>
public static class Sentence
{
    private const int MaxQuoted = 80;
    private const int MaxItems = 3;

    /// <summary>One text in quotes.</summary>
    /// <param name="text">What DNS said.</param>
    public static string Quote(string text) => $"\"{Cut(text, MaxQuoted)}\"";

    /// <summary>Up to three texts in quotes, "and 2 more".</summary>
    /// <param name="texts">What DNS said.</param>
    public static string Quote(IReadOnlyList<string> texts) => List([.. texts.Select(Quote)]);

    /// <summary>Up to three items, "and 2 more".</summary>
    /// <param name="items">The items.</param>
    public static string List(IReadOnlyList<string> items) => items.Count <= MaxItems
        ? string.Join(", ", items)
        : $"{string.Join(", ", items.Take(MaxItems))} and {items.Count - MaxItems} more";

    /// <summary>A text without control characters, cut to a length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most characters to keep.</param>
    public static string Cut(string text, int length)
    {
        var kept = text.Length <= length ? text : text[..length];
        var printable = string.Create(kept.Length, kept, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
        return text.Length <= length ? printable : printable + "…";
    }

    /// <summary>A sentence and, if there is one, another behind it.</summary>
    /// <param name="first">The first, without a full stop.</param>
    /// <param name="second">The second, or null.</param>
    public static string Join(string first, string? second) => second is null ? first : $"{first}. {second}";
}
