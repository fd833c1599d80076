using System.Globalization;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>Writes master files (RFC 1035 §5).</summary>
public static class ZoneFile
{
    /// <summary>The records with what each is for; without SOA and name servers, to be put into a zone that has them.</summary>
    /// <param name="platform">Whose records they are.</param>
    /// <param name="records">The records.</param>
    public static string Write(Platform platform, IReadOnlyList<PlatformRecord> records)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(records);
        var lines = new List<string>
        {
            $"; What {platform.Domain} publishes for itself as an email platform.",
            "; Put these lines into its zone, then run 'postscale platform check'.",
            string.Create(CultureInfo.InvariantCulture, $"$TTL {ZoneText.Ttl}"),
        };
        foreach (var record in records)
        {
            lines.Add("");
            lines.Add($"; {record.Purpose}");
            if (!record.Name.IsAtOrUnder(platform.Domain))
            {
                lines.Add($"; (outside {platform.Domain}: put it into the zone that holds {record.Name})");
            }

            lines.AddRange(record.ZoneLines);
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>What stands before the names of domains.</summary>
    /// <param name="platform">Whose they are.</param>
    public static string DomainsHead(Platform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"; The names that the DKIM aliases of customers of {platform.Domain} point at, one for each domain and key.\n; Put these lines into the zone that holds {platform.Dkim}, and print them again as domains come and go.\n$TTL {ZoneText.Ttl}\n");
    }
}
