using System.Globalization;
using System.Text;

namespace Postscale.MailDns.Names;

/// <summary>
/// RFC 5893 §2, which UTS #46 calls CheckBidi: labels that read the same whichever way the text around them runs.
/// The classes are exact but for symbols and punctuation outside right-to-left scripts: they count as having no direction, though Unicode gives some of them one.
/// </summary>
internal static class BidiRule
{
    private enum Direction
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Neutral,
    }

    /// <summary>Whether the rule holds for every label, where it applies at all: it does once any label has right-to-left text (§1.4).</summary>
    /// <param name="labels">Valid labels in lower-case ASCII.</param>
    public static bool Holds(string[] labels)
    {
        if (!Idna.IsAvailable || !Array.Exists(labels, IsEncoded))
        {
            return true;
        }

        var directions = Array.ConvertAll(labels, DirectionsOf);
        return !Array.Exists(directions, HasRightToLeft) || Array.TrueForAll(directions, LabelHolds);
    }

    private static bool IsEncoded(string label) => label.StartsWith(Idna.Prefix, StringComparison.Ordinal);

    private static bool HasRightToLeft(Direction[] label) =>
        Array.Exists(label, d => d is Direction.Right or Direction.ArabicNumber);

    private static bool LabelHolds(Direction[] label)
    {
        var end = Array.FindLast(label, d => d != Direction.Mark);
        return label[0] switch
        {
            // §2 rules 2 to 4.
            Direction.Right => !label.Contains(Direction.Left) && end != Direction.Neutral
                && !(label.Contains(Direction.EuropeanNumber) && label.Contains(Direction.ArabicNumber)),
            // §2 rules 5 and 6.
            Direction.Left => !HasRightToLeft(label) && end != Direction.Neutral,
            // §2 rule 1.
            _ => false,
        };
    }

    private static Direction[] DirectionsOf(string label)
    {
        var text = IsEncoded(label) && Idna.TryToUnicode(label, out var unicode) ? unicode : label;
        return [.. text.EnumerateRunes().Select(DirectionOf)];
    }

    private static Direction DirectionOf(Rune rune)
    {
        if (rune.Value is (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9))
        {
            return Direction.EuropeanNumber;
        }

        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return IsLeftToRightMark(rune.Value) ? Direction.Left : Direction.Mark;
        }

        if (rune.Value is (>= 0x660 and <= 0x669) or 0x66B or 0x66C or (>= 0x10D30 and <= 0x10D39) or (>= 0x10E60 and <= 0x10E7E))
        {
            return Direction.ArabicNumber;
        }

        if (IsRightToLeftBlock(rune.Value))
        {
            return IsNeutralInRightToLeftBlock(rune.Value) ? Direction.Neutral : Direction.Right;
        }

        return IsDirected(category) && !IsNeutralLetter(rune.Value) ? Direction.Left : Direction.Neutral;
    }

    private static bool IsDirected(UnicodeCategory category) =>
        category is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The blocks of right-to-left scripts: Hebrew to Arabic Extended-A, presentation forms, and those of plane 1.</summary>
    private static bool IsRightToLeftBlock(int value) =>
        value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Modifier letters that Unicode gives no direction.</summary>
    private static bool IsNeutralLetter(int value) =>
        value is 0x2B9 or 0x2BA or (>= 0x2C6 and <= 0x2CF) or 0x2EC or 0x2E2F or 0xA67F or (>= 0xA717 and <= 0xA71F) or 0xA788
            or (>= 0x10140 and <= 0x10174);

    /// <summary>Non-spacing vowel signs that Unicode nevertheless calls left-to-right.</summary>
    private static bool IsLeftToRightMark(int value) => value is 0xCBF or 0xCC6 or 0x11A07 or 0x11A08 or 0x11C3F;

    /// <summary>Symbols and punctuation of right-to-left scripts without a strong direction.</summary>
    private static bool IsNeutralInRightToLeftBlock(int value) =>
        value is 0x606 or 0x607 or 0x609 or 0x60A or 0x60C or 0x60E or 0x60F or 0x66A or 0x6DE or 0x6E9 or (>= 0x7F6 and <= 0x7F9)
            or 0xFB29 or (>= 0xFD3E and <= 0xFD4F) or 0xFDCF or (>= 0xFDFD and <= 0xFDFF)
            or 0x1091F or (>= 0x10B39 and <= 0x10B3F) or 0x1EEF0 or 0x1EEF1;
}
