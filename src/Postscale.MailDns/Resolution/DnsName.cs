using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// An absolute name as DNS sees it: labels of 1 to 63 octets, at most 255 octets on the wire (RFC 1035 §2.3.4).
/// Any octet may stand in a label; the text form lower-cases ASCII letters and escapes the rest (RFC 1035 §5.1), so that
/// two names are the same exactly if their texts are (RFC 4343).
/// </summary>
public sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>The longest name on the wire, in octets, the length octets and the root's included.</summary>
    public const int MaxWireLength = 255;

    /// <summary>The longest label, in octets.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>The root.</summary>
    public static readonly DnsName Root = new(".", []);

    private readonly byte[][] _labels;

    private DnsName(string text, byte[][] labels)
    {
        Text = text;
        _labels = labels;
    }

    /// <summary>The name in lower case without a trailing dot; "." for the root.</summary>
    public string Text { get; }

    /// <summary>How many labels the name has; none for the root.</summary>
    public int LabelCount => _labels.Length;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _labels.Length == 0;

    /// <summary>The length on the wire, in octets.</summary>
    public int WireLength => WireLengthOf(_labels);

    /// <summary>The octets of one label, in lower case, from the left.</summary>
    /// <param name="index">0 is the leftmost.</param>
    public ReadOnlySpan<byte> Label(int index) => _labels[index];

    /// <summary>Reads a name in text form, with or without a trailing dot. "." is the root; an empty text is no name.</summary>
    /// <param name="text">The text; a backslash escapes as in RFC 1035 §5.1.</param>
    /// <param name="name">The name, if it is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (text == ".")
        {
            name = Root;
            return true;
        }

        var labels = new List<byte[]>(4);
        Span<byte> label = stackalloc byte[MaxLabelLength];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.')
            {
                if (length == 0)
                {
                    return false;
                }

                labels.Add(label[..length].ToArray());
                length = 0;
                continue;
            }

            if (c == '\\')
            {
                if (!TryReadEscape(text, ref i, out c))
                {
                    return false;
                }
            }

            if (c > 0xFF || length == MaxLabelLength)
            {
                return false;
            }

            label[length++] = (byte)c;
        }

        if (length > 0)
        {
            labels.Add(label[..length].ToArray());
        }

        return TryAdopt([.. labels], out name);
    }

    /// <summary>Reads a name that is known to be one.</summary>
    /// <param name="text">The text form.</param>
    /// <exception cref="FormatException">It is not a name.</exception>
    public static DnsName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException("not a DNS name");

    /// <summary>Makes a name from the octets of its labels, from the left.</summary>
    /// <param name="labels">1 to 63 octets each.</param>
    /// <param name="name">The name, if the limits hold.</param>
    public static bool TryCreate(byte[][] labels, [NotNullWhen(true)] out DnsName? name)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return TryAdopt(Array.ConvertAll(labels, label => label.AsSpan().ToArray()), out name);
    }

    /// <summary>Makes a name of labels that nobody else will change. They are lower-cased in place.</summary>
    internal static bool TryAdopt(byte[][] labels, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        if (labels.Length == 0)
        {
            name = Root;
            return true;
        }

        if (Array.Exists(labels, label => label.Length is 0 or > MaxLabelLength) || WireLengthOf(labels) > MaxWireLength)
        {
            return false;
        }

        // An octet takes four characters at most: \ddd.
        Span<char> text = stackalloc char[4 * MaxWireLength];
        var length = 0;
        foreach (var label in labels)
        {
            if (length > 0)
            {
                text[length++] = '.';
            }

            for (var i = 0; i < label.Length; i++)
            {
                if (label[i] is >= (byte)'A' and <= (byte)'Z')
                {
                    label[i] |= 0x20;
                }

                length += WriteOctet(text[length..], label[i]);
            }
        }

        name = new DnsName(text[..length].ToString(), labels);
        return true;
    }

    /// <summary>This name with one or more labels before it: "_dmarc" and "example.com" make "_dmarc.example.com".</summary>
    /// <param name="labels">The labels in text form, with dots between them.</param>
    /// <param name="name">The name, if the limits hold.</param>
    public bool TryPrepend(string labels, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        return TryParse(labels, out var head) && TryAdopt([.. head._labels, .. _labels], out name);
    }

    /// <summary>All labels of this name before another: "a.example" and "example" make "a.example.example".</summary>
    /// <param name="other">The name that comes after.</param>
    /// <param name="name">The name, if the limits hold.</param>
    public bool TryPrependTo(DnsName other, [NotNullWhen(true)] out DnsName? name)
    {
        ArgumentNullException.ThrowIfNull(other);
        return TryAdopt([.. _labels, .. other._labels], out name);
    }

    /// <summary>This name with one or more labels before it, where the limits are known to hold.</summary>
    /// <param name="labels">The labels in text form, with dots between them.</param>
    /// <exception cref="FormatException">The labels are none, or the name becomes too long.</exception>
    public DnsName Prepend(string labels) =>
        TryPrepend(labels, out var name) ? name : throw new FormatException("the longer name is not a DNS name");

    /// <summary>This name without its first labels; the root when none are left.</summary>
    /// <param name="count">How many labels to drop.</param>
    public DnsName Ancestor(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return this;
        }

        if (count >= _labels.Length)
        {
            return Root;
        }

        return TryAdopt(_labels[count..], out var name) ? name : Root;
    }

    /// <summary>Whether this is the other name or lies under it. Every name lies under the root.</summary>
    /// <param name="other">The other name.</param>
    public bool IsAtOrUnder(DnsName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.IsRoot || Text == other.Text
            || (Text.Length > other.Text.Length && Text.EndsWith(other.Text, StringComparison.Ordinal) && EndsWithLabels(other));
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether two names are the same.</summary>
    public static bool operator ==(DnsName? left, DnsName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DnsName? left, DnsName? right) => !(left == right);

    private bool EndsWithLabels(DnsName other)
    {
        var skip = _labels.Length - other._labels.Length;
        if (skip < 0)
        {
            return false;
        }

        for (var i = 0; i < other._labels.Length; i++)
        {
            if (!_labels[skip + i].AsSpan().SequenceEqual(other._labels[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int WireLengthOf(byte[][] labels)
    {
        var length = 1;
        foreach (var label in labels)
        {
            length += 1 + label.Length;
        }

        return length;
    }

    private static bool TryReadEscape(string text, ref int i, out char c)
    {
        c = '\0';
        if (i + 1 >= text.Length)
        {
            return false;
        }

        if (!char.IsAsciiDigit(text[i + 1]))
        {
            c = text[++i];
            return true;
        }

        if (i + 3 >= text.Length || !char.IsAsciiDigit(text[i + 2]) || !char.IsAsciiDigit(text[i + 3]))
        {
            return false;
        }

        var value = ((text[i + 1] - '0') * 100) + ((text[i + 2] - '0') * 10) + (text[i + 3] - '0');
        i += 3;
        c = (char)value;
        return value <= 255;
    }

    private static int WriteOctet(Span<char> text, byte octet)
    {
        switch (octet)
        {
            case (byte)'.' or (byte)'\\' or (byte)'"' or (byte)'(' or (byte)')' or (byte)';' or (byte)'@' or (byte)'$':
                text[0] = '\\';
                text[1] = (char)octet;
                return 2;
            case > 0x20 and < 0x7F:
                text[0] = (char)octet;
                return 1;
            default:
                text[0] = '\\';
                _ = octet.TryFormat(text[1..], out _, "D3", System.Globalization.CultureInfo.InvariantCulture);
                return 4;
        }
    }
}
