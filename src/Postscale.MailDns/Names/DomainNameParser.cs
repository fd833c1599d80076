using System.Buffers;
using System.Net;
using System.Text;

namespace Postscale.MailDns.Names;

/// <summary>From what a person typed to lower-case A-labels, or to the reason why not.</summary>
internal static class DomainNameParser
{
    /// <summary>No name is written in more characters than this; it bounds the work on hostile input.</summary>
    public const int MaxInputLength = 1024;

    /// <summary>RFC 1035 §2.3.4: 255 octets on the wire are 253 characters with dots between the labels.</summary>
    public const int MaxLength = 253;

    private const int MaxLabelLength = 63;

    /// <summary>UTS #46 §4 maps the ideographic and the wide full stops to the dot.</summary>
    private const string Dots = ".\u3002\uFF0E\uFF61";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads a name of at least two labels.</summary>
    public static DomainNameError Parse(string? text, out string[] labels)
    {
        labels = [];
        if (text is null)
        {
            return DomainNameError.Empty;
        }

        if (text.Length > MaxInputLength)
        {
            return DomainNameError.TooLong;
        }

        var name = WithoutTrailingDot(text.AsSpan().Trim());
        if (name.IsEmpty)
        {
            return DomainNameError.Empty;
        }

        var error = OtherThanAName(name);
        if (error == DomainNameError.None)
        {
            error = ReadLabels(name, out labels);
        }

        return error == DomainNameError.None ? CheckWhole(labels) : error;
    }

    /// <summary>Reads labels of any number, one included, without looking at what the whole is.</summary>
    public static DomainNameError ReadLabels(ReadOnlySpan<char> name, out string[] labels)
    {
        labels = [];
        var read = new List<string>();
        foreach (var range in name.SplitAny(Dots))
        {
            var error = ReadLabel(name[range], out var label);
            if (error != DomainNameError.None)
            {
                return error;
            }

            read.Add(label);
        }

        labels = [.. read];
        return DomainNameError.None;
    }

    /// <summary>Drops one dot from the end, of whatever width.</summary>
    public static ReadOnlySpan<char> WithoutTrailingDot(ReadOnlySpan<char> name) =>
        !name.IsEmpty && Dots.Contains(name[^1], StringComparison.Ordinal) ? name[..^1] : name;

    private static DomainNameError ReadLabel(ReadOnlySpan<char> label, out string ascii)
    {
        ascii = "";
        if (label.IsEmpty)
        {
            return DomainNameError.EmptyLabel;
        }

        if (label[0] == '-' || label[^1] == '-')
        {
            return DomainNameError.Hyphen;
        }

        foreach (var c in label)
        {
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return c switch
                {
                    '_' => DomainNameError.Underscore,
                    '*' => DomainNameError.Wildcard,
                    _ => DomainNameError.InvalidCharacter,
                };
            }
        }

        return Ascii.IsValid(label) ? ReadAsciiLabel(label, out ascii) : ReadUnicodeLabel(label.ToString(), out ascii);
    }

    private static DomainNameError ReadAsciiLabel(ReadOnlySpan<char> label, out string ascii)
    {
        ascii = "";
        if (label.Length > MaxLabelLength)
        {
            return DomainNameError.LabelTooLong;
        }

        ascii = label.ToString().ToLowerInvariant();
        return ascii.StartsWith(Idna.Prefix, StringComparison.Ordinal) && Idna.IsAvailable && !Idna.IsALabel(ascii)
            ? DomainNameError.InvalidALabel
            : DomainNameError.None;
    }

    private static DomainNameError ReadUnicodeLabel(string label, out string ascii)
    {
        ascii = "";
        if (!Idna.IsAvailable)
        {
            return DomainNameError.IdnaUnavailable;
        }

        if (Idna.TryToAscii(label, out var mapped) && Ascii.IsValid(mapped))
        {
            // Wide letters and the like map to plain ASCII, which has rules of its own.
            return ReadLabel(mapped, out ascii);
        }

        if (label.StartsWith(Idna.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return DomainNameError.InvalidALabel;
        }

        return Idna.TryToUnicode(label, out _) ? DomainNameError.LabelTooLong : DomainNameError.InvalidUnicode;
    }

    private static DomainNameError CheckWhole(string[] labels)
    {
        if (IsNumber(labels[^1]))
        {
            return labels.Length <= 4 && Array.TrueForAll(labels, IsNumber) ? DomainNameError.IpAddress : DomainNameError.NumericTopLevel;
        }

        if (labels.Length < 2)
        {
            return DomainNameError.SingleLabel;
        }

        if (labels.Sum(label => label.Length + 1) - 1 > MaxLength)
        {
            return DomainNameError.TooLong;
        }

        return BidiRule.Holds(labels) ? DomainNameError.None : DomainNameError.MixedDirection;
    }

    /// <summary>WHATWG URL, "ends in a number checker": digits, or 0x and any number of hexadecimal digits.</summary>
    private static bool IsNumber(string label) =>
        label.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
        || (label.StartsWith("0x", StringComparison.Ordinal) && !label.AsSpan(2).ContainsAnyExcept(HexDigits));

    private static DomainNameError OtherThanAName(ReadOnlySpan<char> name)
    {
        if (name.Contains("://", StringComparison.Ordinal))
        {
            return DomainNameError.Url;
        }

        if (name.Contains('@'))
        {
            return DomainNameError.EmailAddress;
        }

        if (name[0] == '[' || (name.Contains(':') && IPAddress.TryParse(name, out _)))
        {
            return DomainNameError.IpAddress;
        }

        return name.ContainsAny(":/") ? DomainNameError.Url : DomainNameError.None;
    }
}
