using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Postscale.MailDns.Names;

/// <summary>UTS #46 non-transitional processing of one label, as far as the system's ICU does it: mapping, validity, CheckJoiners, Punycode.</summary>
internal static class Idna
{
    /// <summary>What an A-label starts with (RFC 5890 §2.3.2.5).</summary>
    public const string Prefix = "xn--";

    private static readonly IdnMapping Mapping = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    /// <summary>
    /// Whether labels beyond ASCII are mapped as UTS #46 says. Without ICU the runtime falls back to bare Punycode, under which
    /// "BÜCHER" and "bücher" are different names: then nothing but A-labels can be taken.
    /// </summary>
    public static bool IsAvailable { get; } =
        Maps("BÜCHER", "xn--bcher-kva") && Maps("faß", "xn--fa-hia") && !TryToAscii("xn--a", out _);

    /// <summary>Turns a label into its A-label; the answer may also be plain ASCII ("ＡＢＣ" → "abc").</summary>
    public static bool TryToAscii(string label, [NotNullWhen(true)] out string? ascii)
    {
        try
        {
            ascii = Mapping.GetAscii(label);
            return true;
        }
        catch (ArgumentException)
        {
            ascii = null;
            return false;
        }
    }

    /// <summary>Turns a label into its display form. Lengths are not looked at, so this also tells a long label from an invalid one.</summary>
    public static bool TryToUnicode(string label, [NotNullWhen(true)] out string? unicode)
    {
        try
        {
            unicode = Mapping.GetUnicode(label);
            return true;
        }
        catch (ArgumentException)
        {
            unicode = null;
            return false;
        }
    }

    /// <summary>Whether a lower-case label that starts with "xn--" is the A-label of some Unicode label (RFC 5890 §2.3.2.1).</summary>
    public static bool IsALabel(string label)
    {
        if (!TryToAscii(label, out var again) || !string.Equals(again, label, StringComparison.Ordinal))
        {
            return false;
        }

        // UTS #46 §4.1: no valid label reads "xn--…" once decoded. The mapping lets it pass on the way to ASCII, not on the way back.
        return !label.StartsWith(Prefix + Prefix, StringComparison.Ordinal) || TryToUnicode(label, out _);
    }

    private static bool Maps(string label, string expected) =>
        TryToAscii(label, out var ascii) && string.Equals(ascii, expected, StringComparison.Ordinal);
}
