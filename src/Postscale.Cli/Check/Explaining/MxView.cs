using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.Cli.Check.Explaining;

/// <summary>Where mail for a domain goes.</summary>
/// <param name="Answer">The answer for its MX records.</param>
/// <param name="Hosts">The MX records, best preference first.</param>
/// <param name="ImplicitAddresses">Without MX records: the domain's own addresses, where senders then go (RFC 5321 §5.1).</param>
internal sealed record MxView(DnsAnswer Answer, IReadOnlyList<MxHostView> Hosts, IReadOnlyList<IPAddress> ImplicitAddresses)
{
    /// <summary>How many hosts are looked up.</summary>
    private const int MaxHosts = 16;

    public static async Task<MxView> LookAsync(IDnsResolver dns, DnsName domain, CancellationToken cancellationToken)
    {
        var answer = await dns.ResolveAsync(domain, RecordType.MX, cancellationToken).ConfigureAwait(false);
        var records = answer.Records.OfType<MxRecord>().OrderBy(r => r.Preference).ThenBy(r => r.Exchange.Text, StringComparer.Ordinal).ToList();
        var hosts = await Task.WhenAll(records.Select((r, i) => HostAsync(r, i))).ConfigureAwait(false);
        var implied = answer.IsVoid ? await AddressesAsync(domain).ConfigureAwait(false) : [];
        return new MxView(answer, hosts, [.. implied.SelectMany(a => a.Records).OfType<AddressRecord>().Select(r => r.Address)]);

        async Task<MxHostView> HostAsync(MxRecord record, int index) =>
            new(record, record.IsNull || index >= MaxHosts ? [] : await AddressesAsync(record.Exchange).ConfigureAwait(false));

        Task<DnsAnswer[]> AddressesAsync(DnsName host) => Task.WhenAll(
            dns.ResolveAsync(host, RecordType.A, cancellationToken).AsTask(),
            dns.ResolveAsync(host, RecordType.Aaaa, cancellationToken).AsTask());
    }
}
