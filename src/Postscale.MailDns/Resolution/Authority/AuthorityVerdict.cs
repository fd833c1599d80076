using System.Globalization;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>
/// Makes one answer of what the name servers of a zone say. The rule, which does not depend on who answers first:
/// <list type="number">
/// <item>Servers that gave no answer with authority do not count.</item>
/// <item>Absent only if all that count say so. A record that is still, or already, somewhere is there: it has just been published,
/// or has not quite gone, and neither is ground to stop mail.</item>
/// <item>Where servers have different records, the version that most of them have; of equally many, the one whose text comes
/// first.</item>
/// <item>Among absences, "no data" goes before "no such name": that the name exists is the lesser claim (RFC 8020).</item>
/// </list>
/// </summary>
internal static class AuthorityVerdict
{
    /// <param name="zone">The zone asked.</param>
    /// <param name="replies">What its servers say.</param>
    /// <returns>The reply to go by and in what the others differ; null when none counts.</returns>
    public static (AuthorityReply Chosen, string? Disagreement)? Of(DnsName zone, IReadOnlyList<AuthorityReply> replies)
    {
        var counted = replies.Where(r => r.IsAnswer).ToList();
        if (counted.Count == 0)
        {
            return null;
        }

        var versions = counted
            .GroupBy(TextOf, StringComparer.Ordinal)
            .OrderByDescending(g => g.First().HasIt)
            .ThenByDescending(g => g.First().HasIt ? g.Count() : 0)
            .ThenBy(g => g.First().Reading.Kind)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        var chosen = versions[0].First();
        return (chosen, versions.Count == 1 ? null : Difference(zone, chosen, versions[0].Count(), counted));
    }

    private static string Difference(DnsName zone, AuthorityReply chosen, int same, List<AuthorityReply> counted)
    {
        var present = counted.Count(r => r.HasIt);
        var all = counted.Count.ToString(CultureInfo.InvariantCulture);
        if (!chosen.HasIt)
        {
            return FormattableString.Invariant($"{same} of {all} name servers of {zone} know the name without such a record, the others do not know it");
        }

        var have = FormattableString.Invariant($"{present} of {all} name servers of {zone} {(present == 1 ? "has" : "have")} it");
        return same == present ? have : FormattableString.Invariant($"{have}, in different versions");
    }

    /// <summary>What a reply says, as a text that is the same for the same content in whatever order and with whatever TTLs.</summary>
    private static string TextOf(AuthorityReply reply)
    {
        var records = reply.Reading.Kind == ReadingKind.Referral
            ? reply.Message!.Authorities.Where(r => r.Type == RecordType.NS)
            : reply.Reading.Records ?? [];
        return $"{reply.Reading.Kind} {string.Join(' ', reply.Reading.Aliases ?? [])}\n{RecordText.Of(records)}";
    }
}
