using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>
/// The records as a master file (RFC 1035 §5) without SOA and name servers, to be included in a zone or pasted into one. Each
/// line has its full name and its time to live, so that it means the same wherever it is put, and no line changes what the others mean.
/// </summary>
internal static class ZoneDocument
{
    public static string Write(DnsName domain, DnsName platform, IReadOnlyList<RecordToPublish> records)
    {
        List<string> lines =
        [
            $"; What {domain} publishes for its mail with {platform}.",
            "; Put these lines into the zone that holds it. What is marked as recommended may be left out.",
        ];
        foreach (var record in records)
        {
            lines.Add("");
            lines.Add($"; {record.Comment}");
            if (record.Kind == RecordKinds.Spf)
            {
                // RFC 7208 §4.5: two make every check fail.
                lines.Add($"; If {domain} has a record that begins with \"v=spf1\" already, change that one; there may be no second.");
            }

            lines.Add(ZoneText.Line(record.Issued));
        }

        return string.Join('\n', lines) + "\n";
    }
}
