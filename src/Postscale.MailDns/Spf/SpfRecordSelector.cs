using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Finds the SPF records among the TXT records of a name (RFC 7208 §4.5).</summary>
internal static class SpfRecordSelector
{
    /// <summary>The texts of the records that begin with "v=spf1", their strings joined with nothing between (RFC 7208 §3.3).</summary>
    /// <param name="records">The records of an answer; those that are not TXT are passed over.</param>
    public static IReadOnlyList<string> Select(IEnumerable<DnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return [.. records.OfType<TxtRecord>().Select(r => r.Text).Where(SpfRecord.HasVersion)];
    }
}
