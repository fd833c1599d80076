using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>
/// Finds terms that became one because a TXT record was split into strings without keeping the space: the strings are joined with
/// nothing between them (RFC 7208 §3.3).
/// </summary>
/// <param name="Text">The record with the spaces put back.</param>
/// <param name="Glued">The first two terms that were read as one, as DNS has them.</param>
/// <param name="Left">The first of the two.</param>
/// <param name="Right">The second.</param>
internal sealed record LostSpace(string Text, string Glued, string Left, string Right)
{
    // No record that works is near these; without them a hostile one takes seconds, for every border is tried.
    private const int MaxStrings = 64;
    private const int MaxLength = 4096;

    /// <summary>Looks for lost spaces at the borders of the strings.</summary>
    /// <param name="txt">The TXT record.</param>
    /// <param name="isWanted">Whether a term is worth a split even where the joined text would be a term too.</param>
    public static LostSpace? Find(TxtRecord txt, Predicate<SpfTerm> isWanted)
    {
        var text = txt.Text;
        if (txt.Strings.Count > MaxStrings || text.Length > MaxLength)
        {
            return null;
        }

        LostSpace? found = null;
        var border = text.Length;
        for (var i = txt.Strings.Count - 1; i > 0; i--)
        {
            border -= txt.Strings[i].Length;
            if (border == 0 || border == text.Length || text[border - 1] == ' ' || text[border] == ' ')
            {
                continue;
            }

            var start = text.LastIndexOf(' ', border - 1) + 1;
            var end = text.IndexOf(' ', border);
            end = end < 0 ? text.Length : end;
            if (IsLost(start == 0, text[start..border], text[border..end], text[start..end], isWanted))
            {
                found = new LostSpace("", text[start..end], text[start..border], text[border..end]);
                text = text.Insert(border, " ");
            }
        }

        return found is not null && SpfRecord.TryParse(text, out _, out _) ? found with { Text = text } : null;
    }

    private static bool IsLost(bool first, string left, string right, string whole, Predicate<SpfTerm> isWanted)
    {
        if (!SpfTermParser.TryParse(right, out var second, out _))
        {
            return false;
        }

        if (first)
        {
            return left.Equals(SpfRecord.Version, StringComparison.OrdinalIgnoreCase);
        }

        if (!SpfTermParser.TryParse(left, out var before, out _))
        {
            return false;
        }

        // A border may lie anywhere in a valid term: "include:mail.example." and "mx" make a name under .mx.
        return !SpfTermParser.TryParse(whole, out _, out _) || right.AsSpan().ContainsAny(':', '=') || isWanted(before) || isWanted(second);
    }
}
