using System.Globalization;
using System.Text;

namespace Postscale.MailDns.Spf;

/// <summary>The values of the macros at one point of an evaluation (RFC 7208 §7.2).</summary>
/// <param name="Domain">The macro "d": the domain whose record is read.</param>
/// <param name="Values">The value of every other letter that may occur.</param>
internal sealed record SpfMacroContext(string Domain, IReadOnlyDictionary<char, string> Values)
{
    // A name keeps its last 253 characters and a reply line has 512: what is longer is cut while it grows, so that
    // a long record full of macros over a long sender costs no more than its own length.
    public const int MaxLength = 8192;

    public string Expand(SpfMacroString text)
    {
        var result = new StringBuilder();
        foreach (var part in text.Parts)
        {
            result.Append(part.IsLiteral ? part.Literal : part.Transform(part.Letter == 'd' ? Domain : Values[part.Letter]));
            if (result.Length > MaxLength)
            {
                result.Remove(0, result.Length - MaxLength);
            }
        }

        return result.ToString();
    }

    public static Dictionary<char, string> ValuesOf(SpfQuery query, TimeProvider time)
    {
        var at = query.Sender.LastIndexOf('@');
        var local = at > 0 ? query.Sender[..at] : "postmaster"; // RFC 7208 §4.3: no local part reads as "postmaster"
        var domain = query.Sender[(at + 1)..];
        return new Dictionary<char, string>
        {
            ['s'] = $"{local}@{domain}",
            ['l'] = local,
            ['o'] = domain.TrimEnd('.'),
            ['i'] = SpfNames.Dotted(query.Address),
            ['p'] = "unknown",
            ['v'] = SpfNames.ZoneOf(query.Address),
            ['h'] = query.Helo.TrimEnd('.'),
            ['c'] = query.Address.ToString(),
            ['r'] = query.Receiver,
            ['t'] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
    }
}
