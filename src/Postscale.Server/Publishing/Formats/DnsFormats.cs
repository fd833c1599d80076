using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>The forms by name, and what each is as a file.</summary>
internal static class DnsFormats
{
    /// <summary>The names, as a sentence has them.</summary>
    public const string Choices = "json, zone, csv, terraform or dnscontrol";

    /// <summary>The names.</summary>
    public static readonly IReadOnlyList<string> Names = ["json", "zone", "csv", "terraform", "dnscontrol"];

    /// <summary>Reads a name; case matters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="format">The form, if it is one.</param>
    public static bool TryParse(string? name, out DnsFormat format)
    {
        (var known, format) = name switch
        {
            "json" => (true, DnsFormat.Json),
            "zone" => (true, DnsFormat.Zone),
            "csv" => (true, DnsFormat.Csv),
            "terraform" => (true, DnsFormat.Terraform),
            "dnscontrol" => (true, DnsFormat.DnsControl),
            _ => (false, DnsFormat.Json),
        };
        return known;
    }

    /// <summary>The media type: of RFC 4027 for zones, of RFC 7111 for tables, of RFC 9239 for scripts. Terraform has none of its own.</summary>
    /// <param name="format">The form.</param>
    public static string MediaType(this DnsFormat format) => format switch
    {
        DnsFormat.Zone => "text/dns",
        DnsFormat.Csv => "text/csv",
        DnsFormat.Terraform => "text/plain",
        DnsFormat.DnsControl => "text/javascript",
        _ => "application/json",
    };

    /// <summary>What the file is called.</summary>
    /// <param name="format">The form.</param>
    /// <param name="domain">The domain, in A-labels.</param>
    public static string FileName(this DnsFormat format, string domain) => domain + format switch
    {
        DnsFormat.Zone => ".zone",
        DnsFormat.Csv => ".csv",
        DnsFormat.Terraform => ".tf",
        DnsFormat.DnsControl => ".dnscontrol.js",
        _ => ".json",
    };

    /// <summary>Writes the records in a form that is text.</summary>
    /// <param name="format">The form.</param>
    /// <param name="domain">Whose they are.</param>
    /// <param name="platform">The platform's domain.</param>
    /// <param name="records">The records.</param>
    public static string Write(this DnsFormat format, DnsName domain, DnsName platform, IReadOnlyList<RecordToPublish> records) => format switch
    {
        DnsFormat.Zone => ZoneDocument.Write(domain, platform, records),
        DnsFormat.Csv => CsvDocument.Write(records),
        DnsFormat.Terraform => TerraformDocument.Write(domain, platform, records),
        DnsFormat.DnsControl => DnsControlDocument.Write(domain, platform, records),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
