using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Spf;

/// <summary>Reads one term of a record (RFC 7208 §4.6.1, §5, §6).</summary>
internal static class SpfTermParser
{
    /// <summary>Reads a term that holds no space.</summary>
    /// <param name="text">The term.</param>
    /// <param name="term">The term read.</param>
    /// <param name="error">What is wrong; its position counts from the start of the term.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfTerm? term, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        term = null;
        error = CheckCharacters(text);
        if (error is not null)
        {
            return false;
        }

        var start = text[0] is '+' or '-' or '?' or '~' ? 1 : 0;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (end > start && (char.IsAsciiDigit(text[end]) || text[end] is '-' or '_' or '.'))))
        {
            end++;
        }

        var name = text[start..end].ToLowerInvariant();
        if (name.Length == 0)
        {
            error = Fault(text, start, "a term begins with the name of a mechanism or modifier");
            return false;
        }

        if (end < text.Length && text[end] == '=')
        {
            if (start > 0)
            {
                error = Fault(text, 0, $"the modifier '{name}' takes no '{text[0]}' before it");
                return false;
            }

            return TryParseModifier(text, name, end + 1, out term, out error);
        }

        if (end < text.Length && text[end] is not (':' or '/'))
        {
            error = Fault(text, end, $"{Quote.Of(text[end].ToString())} may not stand in the name of a term");
            return false;
        }

        if (!SpfMechanismParser.TryParse(text, name, end, out var mechanism, out error))
        {
            return false;
        }

        var qualifier = text[0] switch
        {
            '-' => SpfQualifier.Fail,
            '~' => SpfQualifier.SoftFail,
            '?' => SpfQualifier.Neutral,
            _ => SpfQualifier.Pass,
        };
        term = new SpfDirective(qualifier, mechanism);
        return true;
    }

    internal static SpfSyntaxError Fault(string term, int position, string reason) => new(position, term, reason);

    private static bool TryParseModifier(
        string text, string name, int valueStart, [NotNullWhen(true)] out SpfTerm? term, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        term = null;
        SpfMacroString? value;

        // RFC 7208 §6: a known name with a bad value is an error, not an unknown modifier (the suite's "redirect-syntax-error").
        var read = name is SpfModifier.RedirectName or SpfModifier.ExplanationName
            ? SpfMacroString.TryParseDomain(text[valueStart..], out value, out error)
            : SpfMacroString.TryParse(text[valueStart..], out value, out error);
        if (!read)
        {
            error = Fault(text, valueStart + error!.Position, $"in '{name}', {error.Reason}");
            return false;
        }

        term = new SpfModifier(name, value!);
        error = null!;
        return true;
    }

    private static SpfSyntaxError? CheckCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < '!' or > '~')
            {
                return Fault(text, i, text[i] < ' '
                    ? $"a control character ({Quote.Of(text[i].ToString())}) stands in the record; only spaces may separate terms"
                    : $"only printable ASCII characters may stand in a record, found {Quote.Of(text[i].ToString())}");
            }
        }

        return null;
    }
}
