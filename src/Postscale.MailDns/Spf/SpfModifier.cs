namespace Postscale.MailDns.Spf;

/// <summary>A modifier: "redirect", "exp", or one that RFC 7208 does not know and that readers ignore (§6).</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Value">What follows the equals sign; may be empty for an unknown modifier only.</param>
public sealed record SpfModifier(string Name, SpfMacroString Value) : SpfTerm
{
    /// <summary>The name of the modifier that hands the question to another domain (§6.1).</summary>
    internal const string RedirectName = "redirect";

    /// <summary>The name of the modifier that names an explanation (§6.2).</summary>
    internal const string ExplanationName = "exp";

    /// <summary>Whether this is "redirect".</summary>
    public bool IsRedirect => Name == RedirectName;

    /// <summary>Whether this is "exp".</summary>
    public bool IsExplanation => Name == ExplanationName;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}
