using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Spf;

/// <summary>Text that may hold macros: a domain-spec, a modifier's value or an explanation (RFC 7208 §7.1).</summary>
public sealed class SpfMacroString : IEquatable<SpfMacroString>
{
    private SpfMacroString(string text, IReadOnlyList<SpfMacro> parts)
    {
        Text = text;
        Parts = parts;
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>Whether it holds a macro that must be expanded: "%{d}" is one, "%%" is not.</summary>
    public bool HasMacros => Parts.Any(p => !p.IsLiteral);

    /// <summary>
    /// Whether its expansion depends on who sends. "%{d}" and "%{o}" do not: they are the domain in question, everything else
    /// speaks of the connection or the mailbox.
    /// </summary>
    public bool DependsOnSender => Parts.Any(p => !p.IsLiteral && p.Letter is not ('d' or 'o'));

    internal IReadOnlyList<SpfMacro> Parts { get; }

    /// <summary>Reads any macro-string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The macro-string, if it is one.</param>
    /// <param name="error">Where and why it is not; positions count from the start of <paramref name="text"/>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfMacroString? value, [NotNullWhen(false)] out SpfSyntaxError? error) =>
        TryParse(text, explanation: true, spaces: false, out value, out error);

    /// <summary>Reads the text of an explanation: spaces and the letters c, r and t are allowed (RFC 7208 §6.2).</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The macro-string, if it is one.</param>
    /// <param name="error">Where and why it is not.</param>
    public static bool TryParseExplanation(string text, [NotNullWhen(true)] out SpfMacroString? value, [NotNullWhen(false)] out SpfSyntaxError? error) =>
        TryParse(text, explanation: true, spaces: true, out value, out error);

    /// <summary>Reads a domain-spec: it must end in a macro, or in a dot and a label that is not all digits (RFC 7208 §7.1).</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The domain-spec, if it is one.</param>
    /// <param name="error">Where and why it is not.</param>
    public static bool TryParseDomain(string text, [NotNullWhen(true)] out SpfMacroString? value, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        if (!TryParse(text, explanation: false, spaces: false, out value, out error))
        {
            return false;
        }

        if (SpfDomainEnd.Check(text, value.Parts) is { } reason)
        {
            error = new SpfSyntaxError(0, text, reason);
            value = null;
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SpfMacroString? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpfMacroString);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryParse(
        string text,
        bool explanation,
        bool spaces,
        [NotNullWhen(true)] out SpfMacroString? value,
        [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (SpfMacroParser.TryParse(text, explanation, spaces, out var parts, out var at, out var reason))
        {
            value = new SpfMacroString(text, parts);
            error = null;
            return true;
        }

        value = null;
        error = new SpfSyntaxError(at, text, reason);
        return false;
    }
}
