using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>The records for DNSControl, as an extension of the domain's own D(…), which stands before it.</summary>
internal static class DnsControlDocument
{
    public static string Write(DnsName domain, DnsName platform, IReadOnlyList<RecordToPublish> records)
    {
        List<string> lines =
        [
            $"// What {domain} publishes for its mail with {platform}. What is marked as recommended may be left out.",
            "// The zone's own D(...) must stand before this.",
            $"D_EXTEND({Quoted(domain.Text)},",
        ];
        foreach (var (record, i) in records.Select((r, i) => (r, i)))
        {
            lines.Add($"    // {record.Comment}");
            lines.Add($"    {Call(record.Issued, RecordToPublish.HostOf(record.Issued.Name, domain))}{(i == records.Count - 1 ? "" : ",")}");
        }

        lines.Add(");");
        return string.Join('\n', lines) + "\n";
    }

    private static string Call(IssuedRecord record, string host) => record.Type switch
    {
        "MX" => string.Create(CultureInfo.InvariantCulture, $"MX({Quoted(host)}, {record.Priority}, {Quoted(record.Value + ".")}, TTL({ZoneText.Ttl}))"),
        "CNAME" => string.Create(CultureInfo.InvariantCulture, $"CNAME({Quoted(host)}, {Quoted(record.Value + ".")}, TTL({ZoneText.Ttl}))"),
        _ => string.Create(CultureInfo.InvariantCulture, $"TXT({Quoted(host)}, {Quoted(record.Value)}, TTL({ZoneText.Ttl}))"),
    };

    /// <summary>What is a string of JSON is one of JavaScript.</summary>
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
