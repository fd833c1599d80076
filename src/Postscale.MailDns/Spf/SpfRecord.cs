using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Postscale.MailDns.Spf;

/// <summary>
/// An SPF record: "v=spf1" and its terms (RFC 7208 §4.6). <c>ToString</c> writes the canonical text: lower-case names, one space
/// between terms, no needless "+" and no prefix length that is the default.
/// </summary>
public sealed class SpfRecord
{
    /// <summary>What a record begins with; upper and lower case are the same (RFC 7208 §4.5).</summary>
    public const string Version = "v=spf1";

    private SpfRecord(IReadOnlyList<SpfTerm> terms) => Terms = terms;

    /// <summary>The terms in order.</summary>
    public IReadOnlyList<SpfTerm> Terms { get; }

    /// <summary>The directives in order.</summary>
    public IEnumerable<SpfDirective> Directives => Terms.OfType<SpfDirective>();

    /// <summary>The first "all", or null.</summary>
    public SpfDirective? All => Directives.FirstOrDefault(d => d.Mechanism.Kind == SpfMechanismKind.All);

    /// <summary>The "redirect" modifier, or null. It has no effect beside an "all" (RFC 7208 §6.1).</summary>
    public SpfModifier? Redirect => Terms.OfType<SpfModifier>().FirstOrDefault(m => m.IsRedirect);

    /// <summary>The "exp" modifier, or null.</summary>
    public SpfModifier? Explanation => Terms.OfType<SpfModifier>().FirstOrDefault(m => m.IsExplanation);

    /// <summary>Whether a text claims to be an SPF record: "v=spf1", then a space or the end (RFC 7208 §4.5).</summary>
    /// <param name="text">The strings of one TXT record, joined.</param>
    public static bool HasVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');
    }

    /// <summary>Reads a record. The whole text is checked, whatever stands first (RFC 7208 §4.6: errors anywhere count).</summary>
    /// <param name="text">The text; each character stands for one octet.</param>
    /// <param name="record">The record, if it is one.</param>
    /// <param name="error">The first error, if there is one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        record = null;
        if (!HasVersion(text))
        {
            error = new SpfSyntaxError(0, SpfToken.Split(text).FirstOrDefault().Text ?? "", "an SPF record begins with 'v=spf1' and a space");
            return false;
        }

        var terms = new List<SpfTerm>();
        foreach (var token in CollectionsMarshal.AsSpan(SpfToken.Split(text))[1..])
        {
            if (!SpfTermParser.TryParse(token.Text, out var term, out error))
            {
                error = error with { Position = token.Start + error.Position };
                return false;
            }

            // RFC 7208 §6: redirect and exp at most once each; unknown modifiers as often as anyone likes.
            if (term is SpfModifier { Name: SpfModifier.RedirectName or SpfModifier.ExplanationName } modifier
                && terms.Exists(t => t is SpfModifier earlier && earlier.Name == modifier.Name))
            {
                error = new SpfSyntaxError(token.Start, token.Text, $"'{modifier.Name}' may stand only once");
                return false;
            }

            terms.Add(term);
        }

        record = new SpfRecord(terms);
        error = null;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Terms.Count == 0 ? Version : $"{Version} {string.Join(' ', Terms)}";
}
