namespace Postscale.MailDns.Resolution;

/// <summary>What records say, as a text that is the same for the same content in whatever order and with whatever TTLs.</summary>
internal static class RecordText
{
    public static string Of(IEnumerable<DnsRecord> records) => string.Join('\n', records.Select(Of).Order(StringComparer.Ordinal));

    private static string Of(DnsRecord record) => record switch
    {
        TxtRecord txt => $"{txt.Owner} {txt.Text}",
        OpaqueRecord opaque => $"{opaque.Owner} {Convert.ToHexString(opaque.Data.Span)}",

        _ => (record with { Ttl = 0 }).ToString(),
    };
}
