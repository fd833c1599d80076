using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Spf;

/// <summary>Reads prefix lengths from the end of a term (RFC 7208 §5.3 dual-cidr-length, §5.6).</summary>
internal static class SpfPrefixes
{
    /// <summary>Takes "/24", "//64" or "/24//64" from the end. A slash that no number follows belongs to the domain-spec.</summary>
    public static bool TryTake(string text, int from, out int stop, out int prefix4, out int prefix6, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        stop = text.Length;
        prefix4 = SpfMechanism.MaxPrefix4;
        prefix6 = SpfMechanism.MaxPrefix6;
        error = null;
        if (EndsInNumber(text, from, stop, out var slash) && slash > from && text[slash - 1] == '/')
        {
            if (!TryRead(text, slash + 1, stop, SpfMechanism.MaxPrefix6, out prefix6, out error))
            {
                return false;
            }

            stop = slash - 1;
        }

        if (EndsInNumber(text, from, stop, out slash))
        {
            if (!TryRead(text, slash + 1, stop, SpfMechanism.MaxPrefix4, out prefix4, out error))
            {
                return false;
            }

            stop = slash;
        }

        return true;
    }

    /// <summary>Reads a prefix length: 0 to a maximum, no leading zero (RFC 7208 §5.6, §12).</summary>
    public static bool TryRead(string text, int start, int stop, int max, out int value, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        value = 0;
        var digits = text.AsSpan(start, stop - start);
        var valid = digits.Length is > 0 and <= 3 && (digits.Length == 1 || digits[0] != '0');
        foreach (var c in digits)
        {
            valid = valid && char.IsAsciiDigit(c);
            value = valid ? (value * 10) + (c - '0') : value;
        }

        error = valid && value <= max
            ? null
            : SpfTermParser.Fault(text, start, $"a prefix length is a number from 0 to {max} without leading zeros, found {Quote.Of(digits.ToString())}");
        return error is null;
    }

    private static bool EndsInNumber(string text, int from, int stop, out int slash)
    {
        slash = stop - 1;
        while (slash >= from && char.IsAsciiDigit(text[slash]))
        {
            slash--;
        }

        return slash >= from && slash < stop - 1 && text[slash] == '/';
    }
}
