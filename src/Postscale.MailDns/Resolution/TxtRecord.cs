namespace Postscale.MailDns.Resolution;

/// <summary>TXT (or the retired SPF type 99): one or more strings of 0 to 255 octets each (RFC 1035 §3.3.14).</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Type"><see cref="RecordType.Txt"/> or <see cref="RecordType.Spf"/>.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="Strings">The strings in order; each character stands for one octet (ISO 8859-1), so that nothing is lost.</param>
public sealed record TxtRecord(DnsName Owner, RecordType Type, uint Ttl, IReadOnlyList<string> Strings) : DnsRecord(Owner, Type, Ttl)
{
    /// <summary>The strings joined without anything between them, as SPF (RFC 7208 §3.3) and DKIM (RFC 6376 §3.6.2.2) read them.</summary>
    public string Text { get; } = Strings.Count == 1 ? Strings[0] : string.Concat(Strings);
}
