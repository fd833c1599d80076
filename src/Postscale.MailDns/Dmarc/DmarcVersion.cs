using Postscale.MailDns.Dkim;

namespace Postscale.MailDns.Dmarc;

/// <summary>The v= tag, which decides whether a text is a DMARC record at all (RFC 9989 §4.7, §4.10 steps 2 and 6).</summary>
internal static class DmarcVersion
{
    private const string Value = "DMARC1";
    private const string Stem = "DMARC";

    /// <summary>Where the value of a v= tag that means DMARC stands, right or wrong; -1 when there is none.</summary>
    public static int Find(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var at = start;
            while (at < text.Length && text[at] is ' ' or '\t' or '"' or '\'' or '\\')
                at++;
            if (ValueAt(text, at) is var value && value >= 0)
                return value;
            var next = text.AsSpan(start).IndexOfAny(';', ',');
            if (next < 0)
                break;
            start += next + 1;
        }

        return -1;
    }

    /// <summary>Null where the text begins with a right v= tag; otherwise what is wrong with it.</summary>
    public static DmarcError? Check(string text)
    {
        var value = ValueAt(text, 0);
        if (value < 0)
            return CheckStart(text);

        var end = value + Value.Length;
        if (string.CompareOrdinal(text, value, Value, 0, Value.Length) != 0)
        {
            return text.AsSpan(value).StartsWith(Value, StringComparison.OrdinalIgnoreCase)
                ? new(DmarcErrorKind.VersionCase, value, $"the version is written {Excerpt.Quote(text[value..end])} and must be DMARC1 in capitals")
                : Another(text, value);
        }

        var after = TagList.SkipSpace(text, end, text.Length);
        if (after == text.Length || text[after] == ';')
            return null;
        return text[after] switch
        {
            ',' => new(DmarcErrorKind.CommaForSemicolon, after, $"a comma stands after v=DMARC1 {Excerpt.At(after)}, where a semicolon belongs"),
            '\\' => new(DmarcErrorKind.Backslash, after, $"a backslash before a semicolon is part of the value {Excerpt.At(after)}"),
            '"' => new(DmarcErrorKind.Quotes, after, $"quotation marks are part of the value {Excerpt.At(after)}"),
            _ when after > end => new(DmarcErrorKind.MissingSemicolon, end, $"a semicolon is missing after v=DMARC1 {Excerpt.At(end)}"),
            _ => Another(text, value),
        };
    }

    private static DmarcError CheckStart(string text)
    {
        var found = Find(text);
        if (found < 0)
            return new(DmarcErrorKind.NotDmarc, 0, "the text does not begin with v=DMARC1");
        if (text[0] is '"' or '\'')
            return new(DmarcErrorKind.Quotes, 0, "quotation marks are part of the value");

        // RFC 9989 §4.8: unlike DKIM's tag list, a DMARC record begins with the letter v.
        if (text[0] is ' ' or '\t' && ValueAt(text, TagList.SkipSpace(text, 0, text.Length)) >= 0)
            return new(DmarcErrorKind.LeadingSpace, 0, "white space stands before v=DMARC1");
        return new(DmarcErrorKind.VersionNotFirst, found, "v=DMARC1 must be the first tag");
    }

    private static DmarcError Another(string text, int value)
    {
        var end = text.IndexOf(';', value);
        return new(DmarcErrorKind.Version, value, $"the version is {Excerpt.Quote(text[value..(end < 0 ? text.Length : end)].TrimEnd())} and must be DMARC1");
    }

    // RFC 9989 §4.8: dmarc-version = "v" equals %s"DMARC1"; the letter v may be of either case (RFC 5234 §2.3).
    private static int ValueAt(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('v' or 'V'))
            return -1;
        var equals = TagList.SkipSpace(text, at + 1, text.Length);
        if (equals >= text.Length || text[equals] != '=')
            return -1;
        var value = TagList.SkipSpace(text, equals + 1, text.Length);
        var unquoted = value < text.Length && text[value] is '"' or '\'' ? value + 1 : value;
        return text.AsSpan(unquoted).StartsWith(Stem, StringComparison.OrdinalIgnoreCase) ? value : -1;
    }
}
