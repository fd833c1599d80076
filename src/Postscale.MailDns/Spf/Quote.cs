using System.Globalization;
using System.Text;

namespace Postscale.MailDns.Spf;

/// <summary>Quotes what was found in DNS, cut to a length and with nothing in it that a terminal or page could take for its own.</summary>
internal static class Quote
{
    private const int DefaultLength = 80;

    public static string Of(string text, int maxLength = DefaultLength)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text.Length > maxLength ? text.AsSpan(0, maxLength) : text)
        {
            if (c is >= ' ' and <= '~')
            {
                quoted.Append(c);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            }
        }

        return quoted.Append(text.Length > maxLength ? "…'" : "'").ToString();
    }
}
