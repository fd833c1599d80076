namespace Postscale.MailDns.Dkim;

/// <summary>
/// The tag list of RFC 6376 §3.2, which DMARC builds on too (RFC 9989 §4.7). It reports faults entry by entry and leaves to its
/// caller what they mean: DKIM drops the record, DMARC only the entry.
/// </summary>
internal static class TagList
{
    /// <summary>Reads all entries, the faulty ones included.</summary>
    public static List<TagSpec> Read(string text)
    {
        var specs = new List<TagSpec>();
        var start = 0;
        while (true)
        {
            var semicolon = text.IndexOf(';', start);
            var spec = ReadOne(text, start, semicolon < 0 ? text.Length : semicolon);
            if (semicolon < 0)
            {
                // RFC 6376 §3.2: the last semicolon is optional, so nothing after it is no fault.
                if (spec.Fault != TagFault.Empty)
                    specs.Add(spec);
                return specs;
            }

            specs.Add(spec);
            start = semicolon + 1;
        }
    }

    /// <summary>The first position at or after <paramref name="position"/> that is not folding white space: [*WSP CRLF] 1*WSP.</summary>
    public static int SkipSpace(string text, int position, int end)
    {
        while (position < end)
        {
            if (text[position] is ' ' or '\t')
                position++;
            else if (position + 2 < end && text[position] == '\r' && text[position + 1] == '\n' && text[position + 2] is ' ' or '\t')
                position += 3;
            else
                break;
        }

        return position;
    }

    private static TagSpec ReadOne(string text, int start, int end)
    {
        var nameStart = SkipSpace(text, start, end);
        if (nameStart == end)
            return new TagSpec("", start, "", start, TagFault.Empty, start);

        var nameEnd = nameStart;
        while (nameEnd < end && (char.IsAsciiLetterOrDigit(text[nameEnd]) || text[nameEnd] == '_'))
            nameEnd++;
        var name = text[nameStart..nameEnd];
        var equals = SkipSpace(text, nameEnd, end);
        if (equals == end || text[equals] != '=')
        {
            var fault = text.IndexOf('=', nameStart, end - nameStart) < 0 ? TagFault.NoEquals : TagFault.BadName;
            return new TagSpec(name, nameStart, text[nameStart..end], nameStart, fault, fault == TagFault.NoEquals ? nameStart : equals);
        }

        var valueStart = SkipSpace(text, equals + 1, end);
        var (valueEnd, bad) = ReadValue(text, valueStart, end);
        var value = text[valueStart..valueEnd];
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
            return new TagSpec(name, nameStart, value, valueStart, TagFault.BadName, nameStart);
        return bad < 0
            ? new TagSpec(name, nameStart, value, valueStart, TagFault.None, -1)
            : new TagSpec(name, nameStart, value, valueStart, TagFault.BadValue, bad);
    }

    private static (int End, int Bad) ReadValue(string text, int start, int end)
    {
        var (valueEnd, bad) = (start, -1);
        for (var i = start; i < end;)
        {
            var next = SkipSpace(text, i, end);
            if (next > i)
            {
                i = next;
                continue;
            }

            if (text[i] is < '!' or > '~' && bad < 0)
                bad = i;
            valueEnd = ++i;
        }

        return (valueEnd, bad);
    }
}
