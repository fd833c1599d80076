using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>The MX record that brings the domain's mail to the platform (RFC 5321 §5.1).</summary>
public sealed class MxRecordKind : RecordKind
{
    /// <summary>How many foreign MX hosts are looked at for being aliases to ours.</summary>
    private const int MaxAliasLookups = 4;

    /// <inheritdoc/>
    public override string Name => "mx";

    /// <inheritdoc/>
    public override string Label => "MX";

    /// <inheritdoc/>
    public override long Bit => 2;

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => type.CanReceive();

    /// <inheritdoc/>
    public override bool IsRequiredFor(DomainType type) => type.CanReceive();

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) =>
        new("MX", context.Domain, context.Platform.Mx.Text, context.Platform.MxPriority, "Inbound mail routing");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var ours = context.Platform.Mx;
        var answer = await dns.ResolveAsync(context.Domain, RecordType.MX, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Finding.Unreadable(this, answer);
        }

        var records = answer.Records.OfType<MxRecord>().OrderBy(r => r.Preference).ThenBy(r => r.Exchange.Text, StringComparer.Ordinal).ToList();
        var found = records.Select(r => r.Exchange.Text).ToList();
        var mine = records.FirstOrDefault(r => r.Exchange == ours);
        if (mine is not null)
        {
            var better = records.Where(r => r.Preference < mine.Preference && r.Exchange != ours).ToList();
            if (better.Count > 0)
            {
                return Finding.Invalid(
                    this,
                    $"MX records found pointing to {ours}, but {HostOf(better[0])} has a better preference ({better[0].Preference} before {mine.Preference}) and takes the mail",
                    found,
                    $"remove the MX record for {HostOf(better[0])}, or give {ours} the lowest number");
            }

            var others = records.Where(r => r.Exchange != ours).Select(HostOf).ToList();
            return Finding.Holds(
                this, found, others.Count == 0 ? [] : [$"{Sentence.List(others)} also stands in the MX records: some mail may go there and not arrive here"]);
        }

        if (records.Any(r => r.IsNull))
        {
            return Finding.Invalid(
                this, $"Null MX found for {context.Domain}: the record \"0 .\" says that the domain takes no mail (RFC 7505)", found, $"replace it with {ours}");
        }

        if (records.FirstOrDefault(r => r.Exchange.IsAtOrUnder(context.Domain) && r.Exchange == Doubled(ours, context.Domain)) is { } doubled)
        {
            return Finding.Invalid(
                this,
                $"MX record points to {doubled.Exchange}: the domain was added to the host name. Enter {ours} with a dot at its end",
                found,
                $"replace it with {ours}");
        }

        // RFC 2181 §10.3: the name in an MX record must not be an alias, and senders may refuse one that is.
        var hosts = await Task.WhenAll(records.Take(MaxAliasLookups).Select(r => AskAside(dns, r.Exchange, RecordType.A, cancellationToken))).ConfigureAwait(false);
        foreach (var host in hosts.OfType<DnsAnswer>())
        {
            if (host.Aliases.Contains(ours))
            {
                return Finding.Invalid(
                    this, $"MX record points to {host.Name}, which is an alias (CNAME) to {ours}; an MX record must name the host itself (RFC 2181 section 10.3)", found, $"replace it with {ours}");
            }
        }

        var standsDoubled = records.Count > 0 ? null : await FindDoubledAsync(
            context, context.Domain, RecordType.MX, r => r is MxRecord m && m.Exchange == ours, dns, cancellationToken).ConfigureAwait(false);
        return Finding.Missing(this, Sentence.Join($"No MX records found pointing to {context.Platform.Domain}", standsDoubled), found, standsDoubled);
    }

    private static string HostOf(MxRecord record) => record.Exchange.Text;

    private static DnsName? Doubled(DnsName host, DnsName domain) => host.TryPrependTo(domain, out var doubled) ? doubled : null;
}
