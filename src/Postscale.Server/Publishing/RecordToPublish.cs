using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>A record for a domain to publish, with its name as providers want it.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Issued">The record.</param>
/// <param name="Host">Its name relative to the zone; "@" at the zone's own.</param>
/// <param name="IsRecommended">Whether it can be left out: neither verification nor sending needs it.</param>
internal sealed record RecordToPublish(RecordKind Kind, IssuedRecord Issued, string Host, bool IsRecommended)
{
    /// <summary>What it is for, with a mark where it can be left out.</summary>
    public string Comment => $"{Issued.Purpose}{(IsRecommended ? " (recommended)" : "")}";

    /// <summary>All that a domain's type calls for, in the order they are issued.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="type">Its type.</param>
    /// <param name="zone">The zone that holds it.</param>
    public static IReadOnlyList<RecordToPublish> Of(RecordContext context, DomainType type, DnsName zone) =>
    [
        .. RecordKinds.All.Where(k => k.IsIssuedFor(type)).Select(k =>
        {
            var issued = k.Issue(context);
            return new RecordToPublish(k, issued, HostOf(issued.Name, zone), !k.IsRequiredFor(type) && k != RecordKinds.Dkim);
        }),
    ];

    /// <summary>A name relative to a zone.</summary>
    /// <param name="name">The name.</param>
    /// <param name="zone">A zone that holds it.</param>
    public static string HostOf(DnsName name, DnsName zone) =>
        name == zone ? "@" : name.IsAtOrUnder(zone) && !zone.IsRoot ? name.Text[..^(zone.Text.Length + 1)] : name.Text;
}
