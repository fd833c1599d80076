using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>A block of authorisation-cases.txt.</summary>
internal sealed class AuthorisationCase
{
    private readonly List<(string Key, string Value)> _lines = [];

    public static readonly IReadOnlyDictionary<string, AuthorisationCase> All = Load();

    public string? this[string key] => _lines.FirstOrDefault(l => l.Key == key).Value;

    public IEnumerable<string> Every(string key) => _lines.Where(l => l.Key == key).Select(l => l.Value);

    public ZoneResolver Zone()
    {
        var zone = new ZoneResolver();
        if (this["target"] != "none")
        {
            zone.Txt("spf.target.test", this["target"] ?? "v=spf1 ip4:192.0.2.0/24 -all");
        }

        foreach (var line in Every("zone"))
        {
            var words = line.Split(' ', 3);
            switch (words[1])
            {
                case "TXT":
                    zone.Txt(words[0], Strings(words[2]));
                    break;
                case "SPF":
                    zone.Add(new TxtRecord(DnsName.Parse(words[0]), RecordType.Spf, 300, Strings(words[2])));
                    break;
                case "A":
                    zone.Address(words[0], words[2]);
                    break;
                case "CNAME":
                    zone.Cname(words[0], words[2]);
                    break;
                case "MX":
                    var mx = words[2].Split(' ');
                    zone.Mx(words[0], ushort.Parse(mx[0], CultureInfo.InvariantCulture), mx[1]);
                    break;
                case "FAIL":
                    zone.Fail(words[0], DnsFailure.Timeout, words.Length > 2 ? Enum.Parse<RecordType>(words[2]) : null);
                    break;
                default:
                    throw new FormatException($"unknown zone line: {line}");
            }
        }

        return zone;
    }

    private static string[] Strings(string text) =>
        [.. text[1..^1].Split("\" \"").Select(s => s.Replace("\\\"", "\"", StringComparison.Ordinal))];

    private static Dictionary<string, AuthorisationCase> Load()
    {
        var cases = new Dictionary<string, AuthorisationCase>(StringComparer.Ordinal);
        AuthorisationCase? current = null;
        foreach (var line in File.ReadAllLines(TestData.Beside("authorisation-cases.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var (key, value) = (line[..colon], line[(colon + 2)..]);
            if (key == "case")
            {
                cases.Add(value, current = new AuthorisationCase());
            }

            current!._lines.Add((key, value));
        }

        return cases;
    }
}
