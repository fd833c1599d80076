using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Resolution.Wire;

/// <summary>Records as text, for comparing: their own equality does not look into lists and octets.</summary>
internal static class RecordText
{
    public static string Of(DnsRecord record) => record switch
    {
        TxtRecord txt => $"{txt.Owner} {txt.Type} {txt.Ttl} {string.Join('|', txt.Strings)}",
        OpaqueRecord opaque => $"{opaque.Owner} {opaque.Type} {opaque.Ttl} {Convert.ToHexString(opaque.Data.Span)}",
        _ => record.ToString(),
    };
}
