namespace Postscale.MailDns.Spf;

/// <summary>A piece of a macro-string: literal text, or one macro (RFC 7208 §7.1).</summary>
/// <param name="Literal">The text as it expands; empty for a macro.</param>
/// <param name="Letter">The macro letter in lower case; '\0' for literal text.</param>
/// <param name="Escape">Whether the letter was upper case: the value is URL-escaped (§7.3).</param>
/// <param name="Keep">How many right-hand parts to keep; 0 keeps all.</param>
/// <param name="Reverse">Whether the parts are reversed.</param>
/// <param name="Delimiters">Where the value is split; "." when none are written.</param>
internal sealed record SpfMacro(string Literal, char Letter, bool Escape, int Keep, bool Reverse, string Delimiters)
{
    public static SpfMacro Text(string literal) => new(literal, '\0', false, 0, false, ".");

    public bool IsLiteral => Letter == '\0';

    /// <summary>Splits, reverses, shortens and joins a value as the macro says (§7.3).</summary>
    public string Transform(string value)
    {
        if (Keep > 0 || Reverse || Delimiters != ".")
        {
            var parts = value.Split(Delimiters.ToCharArray());
            if (Reverse)
            {
                Array.Reverse(parts);
            }

            value = string.Join('.', Keep > 0 && Keep < parts.Length ? parts[^Keep..] : parts);
        }

        // RFC 7208 §7.3: everything outside the unreserved set of RFC 3986 is escaped, which EscapeDataString does.
        return Escape ? Uri.EscapeDataString(value) : value;
    }
}
