using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>DNS as it is, with the texts of a zone as its provider has them: what is published and what is cached may differ.</summary>
/// <param name="dns">Whom to ask about all else.</param>
/// <param name="zone">The zone.</param>
internal sealed class ZoneOverlay(IDnsResolver dns, ZoneContents zone) : IDnsResolver
{
    private const int MaxString = 255;

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var texts = type == RecordType.Txt ? zone.Set(name, ZoneEntry.Txt).ToList() : [];
        return texts.Count == 0
            ? dns.ResolveAsync(name, type, cancellationToken)
            : new(new DnsAnswer { Name = name, Type = type, Outcome = DnsOutcome.Found, Records = [.. texts.Select(t => TextRecord(name, t.Value, t.Ttl))] });
    }

    /// <summary>A TXT record of a text that is cut into strings as long as they may be (RFC 1035 §3.3).</summary>
    public static TxtRecord TextRecord(DnsName name, string text, uint ttl) =>
        new(name, RecordType.Txt, ttl, text.Length == 0 ? [""] : [.. text.Chunk(MaxString).Select(c => new string(c))]);
}
