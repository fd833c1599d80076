using System.Text;

namespace Postscale.MailDns.Dkim;

/// <summary>Words from DNS inside a sentence for people: cut to a length, and nothing that a terminal or a page could act on.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    /// <summary>The text between quotation marks, cut, with a question mark for whatever is not printable ASCII.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
            result.Append(c is >= ' ' and <= '~' ? c : '?');
        return result.Append(text.Length > MaxLength ? "...\"" : "\"").ToString();
    }

    /// <summary>Where something stands, counted as people do: "character 1" is the first.</summary>
    public static string At(int position) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at character {position + 1}");
}
