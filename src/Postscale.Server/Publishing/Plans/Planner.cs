using System.Diagnostics;
using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>
/// Says what is to be changed in a zone for a domain's records to be there. It adds what is missing, completes the one SPF record,
/// replaces what this service itself put there before, and touches nothing else. It asks nobody: the same zone gives the same plan.
/// </summary>
internal static class Planner
{
    /// <summary>Makes a plan.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="type">Its type.</param>
    /// <param name="zone">What stands in the zone at its names.</param>
    /// <param name="facts">What else must be known.</param>
    public static IReadOnlyList<PlannedChange> Make(RecordContext context, DomainType type, ZoneContents zone, PlanFacts facts) =>
        [.. RecordKinds.All.Where(k => k.IsIssuedFor(type)).SelectMany(k => Of(k, context, zone, facts)).Select(c => BesideWildcard(c, context, zone))];

    /// <summary>The names that a plan needs to know of.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="type">Its type.</param>
    public static IReadOnlyList<DnsName> NamesOf(RecordContext context, DomainType type) =>
        [.. RecordKinds.All.Where(k => k.IsIssuedFor(type)).Select(k => k.Issue(context).Name).Distinct()];

    /// <summary>RFC 4592 §2.2.1: a wildcard answers for a name only while nothing stands there or below. What it answers with would be gone with the first record.</summary>
    private static PlannedChange BesideWildcard(PlannedChange change, RecordContext context, ZoneContents zone) => zone.Wildcard.Count == 0 || change.Action != PlanAction.Create
        ? change
        : Conflict(
            change.Kind,
            change.Name,
            change.Type,
            [],
            $"{zone.Wildcard[0].Name} answers for {context.Domain} with {Sentence.List([.. zone.Wildcard.Select(e => $"{e.Type} {e.Value}".TrimEnd())])}, and does so no longer once a record stands at the name or below it; "
                + $"put what it answers with at {context.Domain} first");

    private static IEnumerable<PlannedChange> Of(RecordKind kind, RecordContext context, ZoneContents zone, PlanFacts facts)
    {
        var issued = kind.Issue(context);

        // RFC 2181 §10.1: beside an alias stands nothing else. DMARC policies behind one count all the same.
        if (issued.Type != ZoneEntry.Cname && kind != RecordKinds.Dmarc && zone.Values(issued.Name, ZoneEntry.Cname) is [var alias, ..])
        {
            return [Conflict(kind, issued.Name, ZoneEntry.Cname, [alias], $"{issued.Name} is an alias to {alias}, and no other record may stand beside an alias; put its records in the place of the alias")];
        }

        return kind == RecordKinds.Ownership ? [Ownership(issued, zone)]
            : kind == RecordKinds.Mx ? Mx(issued, context.Platform, zone)
            : kind == RecordKinds.Spf ? [Spf(issued, zone, facts.Spf)]
            : kind == RecordKinds.Dmarc ? [Dmarc(issued, zone, facts)]
            : issued.Type == ZoneEntry.Cname ? [Alias(kind, issued, kind == RecordKinds.Dkim ? FormerTargets(context) : [], zone)]
            : throw new UnreachableException($"there is no plan for records of the kind {kind.Name}");
    }

    /// <summary>Other tokens stay beside ours, whosever they are: another account's, or another installation's that still carries the domain's mail.</summary>
    private static PlannedChange Ownership(IssuedRecord issued, ZoneContents zone) => zone.Values(issued.Name, ZoneEntry.Txt).Contains(issued.Value)
        ? Keep(RecordKinds.Ownership, issued, [issued.Value])
        : Create(RecordKinds.Ownership, issued, issued.Value);

    private static IEnumerable<PlannedChange> Mx(IssuedRecord issued, Platform platform, ZoneContents zone)
    {
        var present = zone.Values(issued.Name, ZoneEntry.Mx);
        var records = present.Select(v => (Text: v, Read: ZoneEntry.ReadMx(v))).ToList();
        if (records.Find(r => r.Read is { Exchange.IsRoot: true }).Text is { } none)
        {
            // RFC 7505 §3: it stands alone.
            yield return Conflict(RecordKinds.Mx, issued.Name, ZoneEntry.Mx, [none], $"the record '{none}' says that {issued.Name} takes no mail, and no other MX record may stand beside it; remove it first");
            yield break;
        }

        var own = records.FindAll(r => r.Read?.Exchange == platform.Mx);
        var preference = own.Count > 0 ? own.Min(r => r.Read!.Value.Preference) : issued.Priority ?? 0;
        var others = records.FindAll(r => r.Read?.Exchange != platform.Mx);
        var shares = others.Count > 0 && own.Count == 0
            ? $"{Sentence.List([.. others.Select(o => o.Text)])} also stands there: mail is shared with it until it is removed"
            : null;
        yield return own.Count > 0
            ? Keep(RecordKinds.Mx, issued, [.. own.Select(o => o.Text)])
            : Create(RecordKinds.Mx, issued, ZoneEntry.MxValue(preference, platform.Mx), shares);

        List<string> better = [.. others.Where(o => o.Read is { } read && read.Preference < preference).Select(o => o.Text)];
        if (better.Count > 0)
        {
            yield return Conflict(
                RecordKinds.Mx, issued.Name, ZoneEntry.Mx, better, $"a lower number is preferred, so that the mail does not come to {platform.Mx}; remove what is here, or give it a higher number than {preference}");
        }
    }

    private static PlannedChange Spf(IssuedRecord issued, ZoneContents zone, SpfAdvice advice) =>
        zone.Values(issued.Name, ZoneEntry.Txt).Where(SpfRecord.HasVersion).ToList() switch
        {
            [] => Create(RecordKinds.Spf, issued, issued.Value),
            [var one] when advice.Record == one => Keep(RecordKinds.Spf, issued, [one]),
            [var one] when advice.Record is { } merged => Update(RecordKinds.Spf, issued, [one], merged, "the include is added to the record that is there"),
            [var one] => Conflict(RecordKinds.Spf, issued.Name, ZoneEntry.Txt, [one], advice.Refusal ?? "the record that is there cannot be completed"),

            // RFC 7208 §4.5.
            var several => Conflict(RecordKinds.Spf, issued.Name, ZoneEntry.Txt, several, $"there are {several.Count} SPF records, and only one may be; merge them first"),
        };

    private static PlannedChange Dmarc(IssuedRecord issued, ZoneContents zone, PlanFacts facts)
    {
        if (zone.Values(issued.Name, ZoneEntry.Cname) is [var alias, ..])
        {
            return new PlannedChange(PlanAction.Keep, RecordKinds.Dmarc, issued.Name, ZoneEntry.Cname, [alias], [alias], "an alias stands here, and the policy behind it counts");
        }

        return zone.Values(issued.Name, ZoneEntry.Txt).Where(DmarcRecord.LooksLikeDmarc).ToList() switch
        {
            // RFC 9989 §4.10: one of its own would hold in the place of a policy above that is merely not seen now.
            [] when facts.IsDmarcUnread => Conflict(
                RecordKinds.Dmarc, issued.Name, ZoneEntry.Txt, [], "a policy of a domain above could not be looked for in DNS just now, and one of its own could weaken it; try again"),
            [] when facts.InheritedDmarc is { } inherited => Keep(RecordKinds.Dmarc, issued, [], $"the policy of {inherited} holds for this domain too, and one of its own could weaken it"),
            [] => Create(RecordKinds.Dmarc, issued, issued.Value),
            [var one] => Keep(RecordKinds.Dmarc, issued, [one], one == issued.Value ? null : "there is a policy already"),

            // RFC 9989 §4.10: with two there is none.
            var several => Conflict(RecordKinds.Dmarc, issued.Name, ZoneEntry.Txt, several, $"there are {several.Count} DMARC records, and only one may be; remove all but one"),
        };
    }

    private static PlannedChange Alias(RecordKind kind, IssuedRecord issued, IReadOnlyList<string> former, ZoneContents zone)
    {
        var aliases = zone.Set(issued.Name, ZoneEntry.Cname).ToList();
        var others = zone.At(issued.Name).Where(e => e.Type != ZoneEntry.Cname).ToList();
        if (aliases is [{ Value: var target } alias] && others.Count == 0)
        {
            return target == issued.Value
                ? alias.IsProxied
                    ? Update(kind, issued, [alias.Shown], issued.Value, "it is proxied, and behind a proxy nobody finds the alias: the proxy is switched off")
                    : Keep(kind, issued, [target])
                : former.Contains(target) ? Update(kind, issued, [alias.Shown], issued.Value, "it takes the place of an old target")
                : Conflict(kind, issued.Name, ZoneEntry.Cname, [alias.Shown], $"an alias to {target} stands here; remove it first");
        }

        return others.Count == 0 && aliases.Count == 0
            ? Create(kind, issued, issued.Value)
            : Conflict(
                kind,
                issued.Name,
                others.Count > 0 ? others[0].Type : ZoneEntry.Cname,
                [.. zone.At(issued.Name).Select(e => e.Value)],
                "other records stand at this name, and nothing may stand beside an alias; remove them first");
    }

    /// <summary>Where this domain's own DKIM alias may have pointed before: at another of the platform's keys, or in the other form of targets.</summary>
    private static List<string> FormerTargets(RecordContext context) =>
    [
        .. from selector in (string[])[context.Platform.Selector, .. context.Platform.RetiringSelectors]
           from mode in Enum.GetValues<DkimTargetMode>()
           let platform = context.Platform with { Selector = selector, DkimTargetMode = mode }
           where platform.CanName(selector)
           select (context with { Platform = platform }).DkimTarget.Text,
    ];

    private static PlannedChange Create(RecordKind kind, IssuedRecord issued, string value, string? reason = null) => new(PlanAction.Create, kind, issued.Name, issued.Type, [], [value], reason);

    private static PlannedChange Update(RecordKind kind, IssuedRecord issued, IReadOnlyList<string> before, string value, string reason) => new(PlanAction.Update, kind, issued.Name, issued.Type, before, [value], reason);

    private static PlannedChange Keep(RecordKind kind, IssuedRecord issued, IReadOnlyList<string> values, string? reason = null) => new(PlanAction.Keep, kind, issued.Name, issued.Type, values, values, reason);

    private static PlannedChange Conflict(RecordKind kind, DnsName name, string type, IReadOnlyList<string> values, string reason) => new(PlanAction.Conflict, kind, name, type, values, values, reason);
}
