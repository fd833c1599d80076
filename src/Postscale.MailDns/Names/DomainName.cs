using System.Diagnostics.CodeAnalysis;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Names;

/// <summary>
/// A domain name as its owner brings it, held as lower-case A-labels: at least two labels of letters, digits and hyphens (RFC 1123 §2.1),
/// 1 to 63 octets each, at most 253 octets in all (RFC 1035 §2.3.4), no IP address. Text in Unicode is taken as browsers take it:
/// UTS #46, non-transitional, with STD3 rules, CheckJoiners and CheckBidi. Two names are equal exactly if they are the same name in DNS.
/// </summary>
public sealed class DomainName : IEquatable<DomainName>
{
    private readonly string[] _labels;

    private DomainName(string[] labels)
    {
        _labels = labels;
        Value = string.Join('.', labels);
    }

    /// <summary>The name in lower-case A-labels without a trailing dot, such as "xn--bcher-kva.example".</summary>
    public string Value { get; }

    /// <summary>The labels as in <see cref="Value"/>, from the left; at least two.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The length of <see cref="Value"/> in octets, 3 to 253.</summary>
    public int Length => Value.Length;

    /// <summary>The name without its first label; null when fewer than two labels would be left.</summary>
    public DomainName? Parent => _labels.Length > 2 ? new DomainName(_labels[1..]) : null;

    /// <summary>
    /// Reads a name in any spelling: white space around it is trimmed, one trailing dot dropped (UTS #46 counts "。", "．" and "｡" as dots),
    /// letters lower-cased, Unicode turned into A-labels. Never throws; the work is bounded whatever the input.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name, if it is one.</param>
    /// <param name="error">What is wrong, or <see cref="DomainNameError.None"/>.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DomainName? name, out DomainNameError error)
    {
        error = DomainNameParser.Parse(text, out var labels);
        name = error == DomainNameError.None ? new DomainName(labels) : null;
        return name is not null;
    }

    /// <summary>Reads a name that is known to be one.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not a name; the message says why.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name, out var error) ? name : throw new FormatException("the text " + error.Describe());

    /// <summary>Whether this is the other name or lies under it.</summary>
    /// <param name="other">The other name.</param>
    public bool IsAtOrUnder(DomainName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Value.EndsWith(other.Value, StringComparison.Ordinal)
            && (Value.Length == other.Value.Length || Value[^(other.Value.Length + 1)] == '.');
    }

    /// <summary>The same name for questions to DNS.</summary>
    public DnsName ToDnsName() => DnsName.Parse(Value);

    /// <summary>
    /// The name for display, A-labels turned into Unicode; a label that cannot be stays as it is. Look-alikes are not marked:
    /// where trust depends on the name, show <see cref="Value"/> too.
    /// </summary>
    public string ToUnicode() => Idna.IsAvailable ? string.Join('.', _labels.Select(DisplayLabel)) : Value;

    /// <inheritdoc/>
    public bool Equals(DomainName? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether two names are the same.</summary>
    public static bool operator ==(DomainName? left, DomainName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    /// <summary>This name's last labels as a name.</summary>
    internal DomainName Last(int count) => count == _labels.Length ? this : new DomainName(_labels[^count..]);

    private static string DisplayLabel(string label) =>
        label.StartsWith(Idna.Prefix, StringComparison.Ordinal) && Idna.TryToUnicode(label, out var unicode) ? unicode : label;
}
