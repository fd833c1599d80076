using System.Net;
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
        // Only below another domain can a wildcard answer: an apex has records of its own (RFC 4592 §2.2.1).
        var wildcard = context.Domain.LabelCount > 2 ? Wildcard.Ask(context.Domain.Ancestor(), RecordType.MX, dns, cancellationToken) : null;
        var answer = await dns.ResolveAsync(context.Domain, RecordType.MX, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Finding.Unreadable(this, answer);
        }

        var records = answer.Records.OfType<MxRecord>().OrderBy(r => r.Preference).ThenBy(r => r.Exchange.Text, StringComparer.Ordinal).ToList();
        var found = records.Select(r => r.Exchange.Text).ToList();
        var explained = wildcard is null ? null : await wildcard.ExplainAsync(answer, cancellationToken).ConfigureAwait(false);

        // RFC 7505 §3: a null MX stands alone; beside others, senders are free to believe it.
        if (records.FirstOrDefault(r => r.IsNull) is { } none)
        {
            return Finding.Invalid(
                this,
                $"Null MX found for {context.Domain}: the record \"{none.Preference} .\" says that the domain takes no mail (RFC 7505)",
                found,
                records.Any(r => r.Exchange == ours) ? $"remove the record \"{none.Preference} .\"" : $"replace it with {ours}");
        }

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
            List<string> warnings = others.Count == 0 ? [] : [$"{Sentence.List(others)} also stands in the MX records: some mail may go there and not arrive here"];
            return Finding.Holds(this, found, explained is null ? warnings : [.. warnings, explained]);
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
        var hosts = await Task.WhenAll(records.Take(MaxAliasLookups).Select(r => AskAsideAsync(dns, r.Exchange, RecordType.A, cancellationToken))).ConfigureAwait(false);
        foreach (var host in hosts.OfType<DnsAnswer>())
        {
            if (host.Aliases.Contains(ours))
            {
                return Finding.Invalid(
                    this, $"MX record points to {host.Name}, which is an alias (CNAME) to {ours}; an MX record must name the host itself (RFC 2181 section 10.3)", found, $"replace it with {ours}");
            }
        }

        var error = $"No MX records found pointing to {context.Platform.Domain}";
        if (records.Count > 0)
        {
            // RFC 1035 §3.3.9: what looks like an address is read as a name, and there is no such host.
            var literal = found.FirstOrDefault(h => IPAddress.TryParse(h, out _));
            return Finding.Missing(
                this, error, found, literal is null ? explained : $"{literal} is an address, and an MX record takes a host name: publish {ours}");
        }

        if (answer.Aliases.Count > 0)
        {
            return Finding.Missing(this, error, [], ExplainAlias(context.Domain, answer.Aliases[0]));
        }

        return await AbsentAsync(context, error, dns, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Finding> AbsentAsync(RecordContext context, string error, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var ours = context.Platform.Mx;
        var doubled = FindDoubledAsync(context, context.Domain, RecordType.MX, r => r is MxRecord m && m.Exchange == ours, dns, cancellationToken);
        var addresses = await FindAddressesAsync(context.Domain, dns, cancellationToken).ConfigureAwait(false);
        if (await doubled.ConfigureAwait(false) is { } sentence)
        {
            return Finding.Missing(this, Sentence.Join(error, sentence), [], sentence);
        }

        // RFC 5321 §5.1: without an MX record, senders take the address of the name itself.
        return Finding.Missing(this, error, [], addresses.Count == 0
            ? null
            : $"without an MX record, mail goes to the address of {context.Domain} itself, {Sentence.List(addresses)} (RFC 5321 section 5.1): publish the MX record to bring it to {ours}");
    }

    private static string HostOf(MxRecord record) => record.Exchange.Text;

    private static DnsName? Doubled(DnsName host, DnsName domain) => host.TryPrependTo(domain, out var doubled) ? doubled : null;
}
