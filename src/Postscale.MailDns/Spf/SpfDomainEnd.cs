namespace Postscale.MailDns.Spf;

/// <summary>The end of a domain-spec: <c>domain-end = ( "." toplabel [ "." ] ) / macro-expand</c> (RFC 7208 §7.1).</summary>
internal static class SpfDomainEnd
{
    /// <summary>What is wrong with the end, or null.</summary>
    public static string? Check(string text, IReadOnlyList<SpfMacro> parts)
    {
        if (text.Length == 0)
        {
            return "a domain name is missing";
        }

        // "%%", "%_" and "%-" are macro-expands too, and valid ends by the grammar.
        if (!parts[^1].IsLiteral || EndsInEscape(text))
        {
            return null;
        }

        var tail = parts[^1].Literal;
        tail = tail.EndsWith('.') ? tail[..^1] : tail;
        var dot = tail.LastIndexOf('.');
        if (dot < 0)
        {
            return $"{Quote.Of(text)} is not a full domain name: it needs at least two labels";
        }

        var label = tail[(dot + 1)..];
        if (label.Length > 0 && label.All(char.IsAsciiDigit))
        {
            return $"{Quote.Of(text)} does not end in a top-level domain; an address belongs in 'ip4:'";
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return $"{Quote.Of(c.ToString())} may not stand in the last label of {Quote.Of(text)}";
            }
        }

        return label.Length == 0 || label[0] == '-' || label[^1] == '-'
            ? $"the last label of {Quote.Of(text)} must begin and end with a letter or digit"
            : null;
    }

    private static bool EndsInEscape(string text)
    {
        if (text.Length < 2 || text[^1] is not ('%' or '_' or '-'))
        {
            return false;
        }

        // The text is known to be a macro-string: an odd run of '%' before the last character begins an escape there.
        var run = 0;
        for (var i = text.Length - 2; i >= 0 && text[i] == '%'; i--)
        {
            run++;
        }

        return run % 2 == 1;
    }
}
