using System.Text;

namespace Postscale.MailDns.Spf;

/// <summary>Reads macro-strings (RFC 7208 §7.1).</summary>
internal static class SpfMacroParser
{
    // RFC 7208 §7.2: c, r and t are for explanations only.
    private const string DomainLetters = "slodipvh";
    private const string ExplanationLetters = "slodipvhcrt";
    private const string DelimiterCharacters = ".-+,/_=";

    public static bool TryParse(string text, bool explanation, bool spaces, out List<SpfMacro> parts, out int at, out string reason)
    {
        parts = [];
        reason = "";
        at = 0;

        // Most domain-specs are plain names: nothing to expand, nothing to build.
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('%', StringComparison.Ordinal))
        {
            parts.Add(SpfMacro.Text(text));
            return true;
        }

        var literal = new StringBuilder();
        for (at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c != '%')
            {
                if (c is (< '!' or > '~') && !(spaces && c == ' '))
                {
                    reason = $"only printable ASCII characters may stand here, found {Quote.Of(c.ToString())}";
                    return false;
                }

                literal.Append(c);
                continue;
            }

            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (next is '%' or '_' or '-')
            {
                literal.Append(next switch { '%' => "%", '_' => " ", _ => "%20" });
                at++;
                continue;
            }

            if (next != '{')
            {
                reason = "a '%' must be followed by '{', '%', '_' or '-'";
                return false;
            }

            if (!TryParseBraces(text, ref at, explanation, out var macro, out reason))
            {
                return false;
            }

            if (literal.Length > 0)
            {
                parts.Add(SpfMacro.Text(literal.ToString()));
                literal.Clear();
            }

            parts.Add(macro);
        }

        if (literal.Length > 0)
        {
            parts.Add(SpfMacro.Text(literal.ToString()));
        }

        return true;
    }

    private static bool TryParseBraces(string text, ref int at, bool explanation, out SpfMacro macro, out string reason)
    {
        macro = SpfMacro.Text("");
        reason = "";
        var i = at + 2;
        var letter = i < text.Length ? char.ToLowerInvariant(text[i]) : '\0';
        if (!ExplanationLetters.Contains(letter, StringComparison.Ordinal))
        {
            reason = $"{Quote.Of(text[at..Math.Min(i + 1, text.Length)])} starts no macro: the letters are s, l, o, d, i, p, v and h";
            return false;
        }

        if (!explanation && !DomainLetters.Contains(letter, StringComparison.Ordinal))
        {
            reason = $"the macro letter '{letter}' may stand in the text of an explanation only";
            return false;
        }

        var escape = char.IsAsciiLetterUpper(text[i]);
        i++;
        var keep = 0;
        var digits = i;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
        {
            // No name has more than 127 labels; a larger number keeps everything all the same.
            keep = Math.Min((keep * 10) + (text[i] - '0'), 1_000_000);
        }

        if (i > digits && keep == 0)
        {
            reason = "the number in a macro must be at least 1";
            return false;
        }

        var reverse = i < text.Length && text[i] is 'r' or 'R';
        i += reverse ? 1 : 0;
        var delimiters = i;
        while (i < text.Length && DelimiterCharacters.Contains(text[i], StringComparison.Ordinal))
        {
            i++;
        }

        if (i >= text.Length || text[i] != '}')
        {
            reason = i >= text.Length ? "a macro has no closing '}'" : $"{Quote.Of(text[i].ToString())} may not stand in a macro";
            return false;
        }

        macro = new SpfMacro("", letter, escape, keep, reverse, i > delimiters ? text[delimiters..i] : ".");
        at = i;
        return true;
    }
}
