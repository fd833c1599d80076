using System.Text.RegularExpressions;
using Postscale.EndToEnd.Dns;

namespace Postscale.EndToEnd.Verdicts;

/// <summary>What the placeholders of one case stand for, and its zone written out.</summary>
public sealed partial class VerdictWords
{
    private readonly Dictionary<string, string> _words;

    internal VerdictWords(VerdictCase of, string zone, string domain, string token, PlatformZone platform)
    {
        Zone = zone;
        var key = platform.DkimText[(platform.DkimText.IndexOf("p=", StringComparison.Ordinal) + 2)..];
        _words = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["zone"] = zone,
            ["space"] = " ",
            ["domain"] = domain,
            ["token"] = token,
            ["TOKEN"] = token.ToUpperInvariant(),
            ["hex"] = token[(token.IndexOf('=', StringComparison.Ordinal) + 1)..],
            ["platform"] = platform.Domain,
            ["mx"] = platform.Mx,
            ["spf"] = platform.Spf,
            ["dkim"] = platform.DkimTarget,
            ["bounces"] = platform.Bounces,
            ["key"] = key,
            ["key-begin"] = key[..200],
            ["other-key"] = VerdictKeys.Other,
            ["key-1024"] = VerdictKeys.Rsa1024,
            ["key-512"] = VerdictKeys.Rsa512,
            ["key-pkcs1"] = VerdictKeys.Bare(key),
            ["key-private"] = VerdictKeys.Private,
            ["key-ed25519"] = VerdictKeys.Ed25519,
        };
        ZoneText = string.Join('\n', of.Zone.Select(Line));
    }

    public string Zone { get; }

    public string ZoneText { get; }

    /// <summary>Puts the words in.</summary>
    public string Fill(string text) => Placeholder().Replace(text, m => _words[m.Groups[1].Value]);

    /// <summary>A line of a zone file. "TEXT" is TXT with the rest of the line as its text, to be quoted and cut into strings.</summary>
    private string Line(string line)
    {
        var words = line.Split(' ', 3);
        if (words is not [var owner, "TEXT", var text])
        {
            return Fill(line);
        }

        var strings = Fill(text).Chunk(255).Select(c => $"\"{new string(c).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        return $"{Fill(owner)} TXT {string.Join(' ', strings)}";
    }

    [GeneratedRegex(@"\{([a-zA-Z][a-z0-9A-Z-]+)\}")]
    private static partial Regex Placeholder();
}
