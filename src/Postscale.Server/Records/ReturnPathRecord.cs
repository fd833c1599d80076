using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>The alias that brings bounces of sent mail back to the platform.</summary>
public sealed class ReturnPathRecord : RecordKind
{
    private const int MaxAliases = 8;

    /// <inheritdoc/>
    public override string Name => "return_path";

    /// <inheritdoc/>
    public override string Label => "Return-path";

    /// <inheritdoc/>
    public override long Bit => 32;

    /// <inheritdoc/>
    public override bool IsInSummary => false;

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => type.CanSend();

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) => new(
        "CNAME", context.Domain.Prepend(context.Platform.BounceLabel), context.Platform.Bounces.Text, null, "Return-Path CNAME for delayed bounce tracking");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var issued = Issue(context);
        var target = context.Platform.Bounces;
        var found = new List<string>();
        var wildcard = Wildcard.Ask(context.Domain, RecordType.Cname, dns, cancellationToken);
        string? explained = null;
        var current = issued.Name;

        // Alias by alias, so that the verdict never hangs on what lies behind the target.
        while (found.Count < MaxAliases)
        {
            var answer = await dns.ResolveAsync(current, RecordType.Cname, cancellationToken).ConfigureAwait(false);
            if (!answer.IsDefinite)
            {
                return Finding.Unreadable(this, answer);
            }

            if (answer.Records.OfType<NameRecord>().FirstOrDefault() is not { } alias)
            {
                break;
            }

            if (found.Count == 0)
            {
                explained = await wildcard.ExplainAsync(answer, cancellationToken).ConfigureAwait(false);
            }

            found.Add(alias.Target.Text);
            if (alias.Target == target)
            {
                return Finding.Holds(this, found, explained is null ? [] : [explained]);
            }

            if (alias.Target == issued.Name || found.IndexOf(alias.Target.Text) < found.Count - 1)
            {
                // RFC 1034 §3.6.2: a chain of aliases that comes back to itself leads nowhere.
                return Finding.Invalid(
                    this, $"CNAME record found for {issued.Name} but its aliases lead in a circle ({Sentence.List(found)}) and not to {target}", found, $"point it to {target}");
            }

            current = alias.Target;
        }

        if (found.Count > 0)
        {
            var error = $"CNAME record found for {issued.Name} but it points to {Sentence.List(found)}, not to {target}";
            return Finding.Invalid(
                this, Sentence.Join(error, ExplainRelative(current, target, context.Domain) ?? explained), found, $"point it to {target}");
        }

        var addresses = await FindProxyAsync(context, issued.Name, dns, cancellationToken).ConfigureAwait(false);
        if (addresses.Count > 0)
        {
            return Finding.Invalid(
                this,
                $"CNAME record not found for {issued.Name}: an address record stands there instead, as when a provider proxies or flattens the alias",
                addresses,
                $"switch proxying off for this record and publish the CNAME to {target}");
        }

        var doubled = await FindDoubledAsync(
            context, issued.Name, RecordType.Cname, r => r is NameRecord n && n.Target == target, dns, cancellationToken).ConfigureAwait(false);
        return Finding.Missing(this, Sentence.Join($"CNAME record not found for {issued.Name}", doubled), found, doubled);
    }
}
