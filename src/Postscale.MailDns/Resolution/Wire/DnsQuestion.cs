namespace Postscale.MailDns.Resolution.Wire;

/// <summary>One question (RFC 1035 §4.1.2).</summary>
internal readonly record struct DnsQuestion(DnsName Name, RecordType Type, ushort Class)
{
    /// <summary>The Internet class.</summary>
    public const ushort Internet = 1;
}
