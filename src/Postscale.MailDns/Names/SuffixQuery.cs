using System.Buffers;
using System.Text;

namespace Postscale.MailDns.Names;

/// <summary>Brings any name, single labels and underscores included, into the form that rules are held in.</summary>
internal static class SuffixQuery
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>Lower-case A-labels without empty labels, at most 253 octets; false if it is no name.</summary>
    public static bool TryNormalize(ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        name = default;
        if (text.Length > DomainNameParser.MaxInputLength)
        {
            return false;
        }

        name = DomainNameParser.WithoutTrailingDot(text.Trim());
        if (name.ContainsAnyExcept(Plain))
        {
            if (Ascii.IsValid(name))
            {
                name = name.ToString().ToLowerInvariant();
                if (name.ContainsAnyExcept(Plain))
                {
                    return false;
                }
            }
            else if (DomainNameParser.ReadLabels(name, out var labels) == DomainNameError.None)
            {
                name = string.Join('.', labels);
            }
            else
            {
                return false;
            }
        }

        return name.Length is > 0 and <= DomainNameParser.MaxLength
            && name[0] != '.' && name[^1] != '.' && name.IndexOf("..", StringComparison.Ordinal) < 0;
    }
}
