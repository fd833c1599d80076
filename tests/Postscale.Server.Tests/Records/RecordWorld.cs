using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Testing;

namespace Postscale.Server.Tests.Records;

/// <summary>The contract's domain, and small zones for it written as text.</summary>
internal static class RecordWorld
{
    public const string Token = "00112233445566778899aabbccddeeff";
    public const string OwnershipValue = "postscale-verification=" + Token;

    private static readonly Lazy<string> s_key = new(() => DkimKeyPair.Generate().ToKeyRecord().ToString());
    private static readonly Lazy<string> s_otherKey = new(() => DkimKeyPair.Generate().ToKeyRecord().ToString());

    public static RecordContext Context(string domain = "example.com", Platform? platform = null) => new(DnsName.Parse(domain), Token, platform ?? Platform.Default);

    /// <summary>Puts what {token}, {key}, {other-key} and {space} stand for into a text.</summary>
    public static string Fill(string text) => text
        .Replace("{token}", OwnershipValue, StringComparison.Ordinal)
        .Replace("{key}", s_key.Value, StringComparison.Ordinal)
        .Replace("{other-key}", s_otherKey.Value, StringComparison.Ordinal)
        .Replace("{space}", " ", StringComparison.Ordinal);

    /// <summary>
    /// Reads a zone: a record on each line, type first. <c>TXT owner string | string</c>, <c>MX owner preference host</c>,
    /// <c>CNAME owner target</c>, <c>A owner address</c>; <c>FAIL owner [type]</c> makes look-ups fail. @ is example.com.
    /// </summary>
    public static ZoneResolver Zone(string text)
    {
        var zone = new ZoneResolver();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Add(zone, line);
        }

        return zone;
    }

    private static void Add(ZoneResolver zone, string line)
    {
        var words = line.Split(' ', 3);
        var owner = words[1] == "@" ? "example.com" : words[1];
        var rest = words.Length > 2 ? words[2] : "";
        _ = words[0] switch
        {
            "TXT" => zone.Txt(owner, [.. rest.Split(" | ").Select(Fill)]),
            "SPF" => zone.Add(new TxtRecord(DnsName.Parse(owner), RecordType.Spf, 300, [rest])),
            "MX" when rest.Split(' ') is [var preference, var host] => zone.Mx(owner, ushort.Parse(preference, System.Globalization.CultureInfo.InvariantCulture), host),
            "CNAME" => zone.Cname(owner, rest),
            "A" => zone.Address(owner, rest),
            "FAIL" => zone.Fail(owner, type: rest.Length > 0 ? Enum.Parse<RecordType>(rest, ignoreCase: true) : null),
            _ => throw new FormatException(line),
        };
    }
}
