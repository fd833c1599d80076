using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;

namespace Postscale.Server.Records;

/// <summary>The alias that lets receivers find the platform's DKIM key under the domain (RFC 6376 §3.6.2).</summary>
public sealed class DkimRecordKind : RecordKind
{
    /// <inheritdoc/>
    public override string Name => "dkim";

    /// <inheritdoc/>
    public override string Label => "DKIM";

    /// <inheritdoc/>
    public override long Bit => 8;

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => type.CanSend();

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) => new(
        "CNAME", context.Domain.Prepend($"{context.Platform.Selector}._domainkey"), context.DkimTarget.Text, null, "DKIM email signing");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        // All at once: as long as a key is being retired, most customers still have its alias alone.
        var findings = await Task.WhenAll(context.Platform.RetiringSelectors
            .Prepend(context.Platform.Selector)
            .Select(s => CheckAsync(context, s, dns, cancellationToken))).ConfigureAwait(false);
        var active = findings[0];
        if (active.Verdict is Verdict.Holds or Verdict.Unreadable)
        {
            return active;
        }

        if (Array.Find(findings, f => f.Verdict == Verdict.Holds) is not { } former)
        {
            return Array.Find(findings, f => f.Verdict == Verdict.Unreadable) ?? active;
        }

        var issued = Issue(context);
        var old = context.Platform.RetiringSelectors[Array.IndexOf(findings, former) - 1];
        return former with
        {
            Warnings = [.. former.Warnings, $"only the former key, '{old}', is in place, and it is being retired. {active.Error}"],
            Hint = $"add a CNAME at {issued.Name} to {issued.Value}; keep the one of '{old}' until it is retired",
        };
    }

    private async Task<Finding> CheckAsync(RecordContext given, string selector, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var context = given with { Platform = given.Platform with { Selector = selector } };
        var name = Issue(context).Name;
        var target = context.DkimTarget;
        var key = await DkimKeyLookup.FindAsync(dns, name, cancellationToken).ConfigureAwait(false);
        if (key is { Outcome: DkimKeyOutcome.NotFound, Aliases.Count: 0, Texts.Count: 0 })
        {
            key = await BehindAliasAsync(key, name, dns, cancellationToken).ConfigureAwait(false);
        }

        List<string> found = [.. key.Aliases.Select(a => a.Text), .. SortedTexts(key.Texts)];
        if (key.Outcome == DkimKeyOutcome.TemporaryFailure)
        {
            return Finding.Unreadable(this, key.Answer);
        }

        var warnings = key.Warnings.Select(w => w.Reason).ToList();
        if (key.Aliases.Contains(target))
        {
            return key.Outcome == DkimKeyOutcome.Found
                ? Finding.Holds(this, found, warnings)
                : Finding.Invalid(
                    this, $"CNAME record found for {name} and right, but the platform's own DKIM key at {target} cannot be used: {key.Reason}. This is the platform's to mend", found);
        }

        if (key.Aliases.Count > 0)
        {
            var explained = ExplainShared(key.Aliases[0], context) ?? ExplainRelative(key.Aliases[0], target, context.Domain) ?? await ExplainAsync(context, key.Answer, dns, cancellationToken).ConfigureAwait(false);
            return Finding.Invalid(
                this, Sentence.Join($"CNAME record found for {name} but it points to {key.Aliases[0]}, not to {target}", explained), found, $"point it to {target}");
        }

        return key.Outcome switch
        {
            DkimKeyOutcome.NotFound when key.Texts.Count == 0 => await AbsentAsync(context, name, dns, cancellationToken).ConfigureAwait(false),
            DkimKeyOutcome.Found => await CompareAsync(context, key, found, warnings, dns, cancellationToken).ConfigureAwait(false),
            _ => Finding.Invalid(
                this,
                Sentence.Join($"TXT record found for {name} but it is no DKIM key that works: {key.Reason}", await ExplainAsync(context, key.Answer, dns, cancellationToken).ConfigureAwait(false)),
                found,
                $"replace it with a CNAME to {target}"),
        };
    }

    /// <summary>Some DNS servers name an alias only when they are asked for one: asks for it, and for the key behind it.</summary>
    private static async Task<DkimKeyResult> BehindAliasAsync(DkimKeyResult key, DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var alias = await RecordsAsideAsync(dns, name, RecordType.Cname, cancellationToken).ConfigureAwait(false);
        if (alias.OfType<NameRecord>().FirstOrDefault() is not { } record)
        {
            return key;
        }

        var behind = await DkimKeyLookup.FindAsync(dns, record.Target, cancellationToken).ConfigureAwait(false);
        return behind with { Answer = behind.Answer with { Name = name, Aliases = [record.Target, .. behind.Answer.Aliases] } };
    }

    /// <summary>A TXT record stands where the alias belongs: the platform's key, or another.</summary>
    private async Task<Finding> CompareAsync(
        RecordContext context, DkimKeyResult key, List<string> found, List<string> warnings, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var target = context.DkimTarget;
        var own = await DkimKeyLookup.FindAsync(dns, target, cancellationToken).ConfigureAwait(false);
        if (own.Outcome == DkimKeyOutcome.TemporaryFailure)
        {
            return Finding.Unreadable(this, own.Answer);
        }

        if (key.Record!.HasSameKeyAs(own.Record))
        {
            if (context.Platform.DkimTargetMode == DkimTargetMode.PerDomain)
            {
                return Finding.Invalid(
                    this, $"DKIM key found for {key.Name} and it is the platform's, but as a TXT record, which does not say whose domain this is", found, $"replace it with a CNAME to {target}");
            }

            return Finding.Holds(
                this, found, [.. warnings, $"the key stands at {key.Name} as a TXT record instead of a CNAME to {target}: it will break when the platform rotates its key"]);
        }

        return own.Outcome == DkimKeyOutcome.Found
            ? Finding.Invalid(this, $"DKIM key found for {key.Name} but it is not the platform's", found, $"replace it with a CNAME to {target}")
            : Finding.Invalid(
                this, $"DKIM key found for {key.Name}, but the platform's own at {target} cannot be used: {own.Reason}. This is the platform's to mend", found, $"replace it with a CNAME to {target}");
    }

    private static string? ExplainShared(DnsName alias, RecordContext context) => alias == context.Platform.DkimKeyName
        ? $"The target is not the same for all domains: put '{DkimLabel.Of(context.Token)}.' before it"
        : null;

    private static Task<string?> ExplainAsync(RecordContext context, DnsAnswer answer, IDnsResolver dns, CancellationToken cancellationToken) =>
        Wildcard.Ask(context.Domain, RecordType.Txt, dns, cancellationToken).ExplainAsync(answer, cancellationToken);

    private async Task<Finding> AbsentAsync(RecordContext context, DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var target = context.DkimTarget;
        var elsewhere = FindElsewhereAsync(
            context, name, RecordType.Cname, r => r is NameRecord n && n.Target == target, [context.Domain.Prepend(context.Platform.Selector)], dns, cancellationToken);
        var addresses = await FindProxyAsync(context, name, dns, cancellationToken).ConfigureAwait(false);
        if (addresses.Count > 0)
        {
            return Finding.Invalid(
                this,
                $"DKIM record not found for {name}: an address record stands there instead, as when a provider proxies or flattens the alias",
                addresses,
                $"switch proxying off for this record and publish the CNAME to {target}");
        }

        var found = await elsewhere.ConfigureAwait(false);
        return Finding.Missing(this, Sentence.Join($"DKIM record not found for {name}", found), [], found);
    }
}
