using System.Globalization;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>A zone of PowerDNS Authoritative Server, through version 1 of its HTTP API.</summary>
/// <param name="http">Sends requests.</param>
/// <param name="api">The URL of the API's server: ".../api/v1/servers/localhost/".</param>
/// <param name="key">The API key.</param>
/// <param name="zone">The zone, if the request names it.</param>
internal sealed class PowerDnsAccess(ProviderHttp http, Uri api, string key, DnsName? zone) : IZoneAccess
{
    /// <summary>A set as the API has it, disabled records among it: a set is always written as a whole.</summary>
    private sealed record RawSet(DnsName Name, string Type, uint Ttl, IReadOnlyList<(string Content, bool IsDisabled)> Records);

    private Dictionary<(DnsName Name, string Type), RawSet> _sets = [];

    public async Task<ZoneContents> ReadAsync(DnsName domain, IReadOnlyList<DnsName> names, CancellationToken cancellationToken)
    {
        foreach (var candidate in zone is null ? ZoneLocator.Candidates(domain) : [zone])
        {
            if (await ReadZoneAsync(candidate, names, cancellationToken).ConfigureAwait(false) is { } contents)
            {
                return contents with { Wildcard = WildcardOf(domain, candidate) };
            }
        }

        throw new PublishException(PublishFailure.Refused, $"PowerDNS holds no zone {(zone is null ? $"for {domain}" : zone.Text)}", "powerdns.zone");
    }

    public async Task ApplyAsync(ZoneContents contents, IReadOnlyList<PlannedChange> changes, Action<PlannedChange> made, CancellationToken cancellationToken)
    {
        // The API takes no conditions: what was read is compared with what is there now, as late as can be.
        IReadOnlyList<DnsName> names = [.. changes.Select(c => c.Name).Distinct()];
        var now = await ReadZoneAsync(contents.Zone, names, cancellationToken).ConfigureAwait(false);
        if (now is null || names.Any(n => !Same(contents.At(n), now.At(n))))
        {
            throw new PublishException(PublishFailure.ZoneChanged, "the zone has changed since it was read; look at the plan again");
        }

        var reply = await SendAsync(HttpMethod.Patch, PathOf(contents.Zone), writer => Write(writer, changes), cancellationToken).ConfigureAwait(false);
        if (!reply.IsGood)
        {
            throw Failure(reply);
        }

        changes.ToList().ForEach(made);
    }

    public void Dispose()
    {
        // What sends requests serves all.
    }

    private static bool Same(IEnumerable<ZoneEntry> left, IEnumerable<ZoneEntry> right) =>
        left.Select(e => (e.Type, e.Value)).ToHashSet().SetEquals(right.Select(e => (e.Type, e.Value)));

    private void Write(Utf8JsonWriter writer, IReadOnlyList<PlannedChange> changes)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("rrsets");
        foreach (var set in changes.GroupBy(c => (c.Name, c.Type)))
        {
            var raw = _sets.GetValueOrDefault(set.Key) ?? new RawSet(set.Key.Name, set.Key.Type, ZoneText.Ttl, []);
            var removed = set.SelectMany(c => c.Removed).ToHashSet(StringComparer.Ordinal);
            writer.WriteStartObject();
            writer.WriteString("name", $"{set.Key.Name}.");
            writer.WriteString("type", set.Key.Type);
            writer.WriteNumber("ttl", raw.Ttl);
            writer.WriteString("changetype", "REPLACE");
            writer.WriteStartArray("records");
            foreach (var (content, isDisabled) in raw.Records.Where(r => r.IsDisabled || !removed.Contains(ValueOf(set.Key.Type, r.Content))))
            {
                Record(writer, content, isDisabled);
            }

            foreach (var value in set.SelectMany(c => c.Added).Distinct())
            {
                Record(writer, ContentOf(set.Key.Type, value), isDisabled: false);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        static void Record(Utf8JsonWriter writer, string content, bool isDisabled)
        {
            writer.WriteStartObject();
            writer.WriteString("content", content);
            writer.WriteBoolean("disabled", isDisabled);
            writer.WriteEndObject();
        }
    }

    private async Task<ZoneContents?> ReadZoneAsync(DnsName candidate, IReadOnlyList<DnsName> names, CancellationToken cancellationToken)
    {
        // The whole zone: asked for one name alone, versions before 5 leave disabled records out, and a set is written as a whole.
        var reply = await SendAsync(HttpMethod.Get, PathOf(candidate), null, cancellationToken).ConfigureAwait(false);
        if (reply.Status is 404 or 422)
        {
            // Before version 4.5 a zone that is not there was a 422.
            return null;
        }

        if (!reply.IsGood || reply.Json is not { } json)
        {
            throw Failure(reply);
        }

        _sets = ProviderReply.ItemsOf(json, "rrsets").Select(SetOf).OfType<RawSet>().GroupBy(s => (s.Name, s.Type)).ToDictionary(g => g.Key, g => g.First());
        return new ZoneContents(candidate, [.. _sets.Values.Where(s => names.Contains(s.Name)).SelectMany(Entries)]);
    }

    /// <summary>What a wildcard answers for a name (RFC 4592 §3.3): the one below the closest name above that is there, if nothing stands at the name or below.</summary>
    private List<ZoneEntry> WildcardOf(DnsName domain, DnsName apex)
    {
        List<DnsName> used = [.. _sets.Values.Where(s => s.Records.Any(r => !r.IsDisabled)).Select(s => s.Name).Distinct()];
        if (domain == apex || used.Exists(n => n.IsAtOrUnder(domain)))
        {
            return [];
        }

        var encloser = domain.Ancestor();
        while (encloser != apex && !used.Exists(n => n.IsAtOrUnder(encloser)))
        {
            encloser = encloser.Ancestor();
        }

        return encloser.TryPrepend("*", out var wildcard) ? [.. _sets.Values.Where(s => s.Name == wildcard).SelectMany(Entries)] : [];
    }

    private static RawSet? SetOf(JsonElement set) => NameOf(set) is { } name && ProviderReply.TextOf(set, "type") is { } type
        ? new RawSet(
            name,
            type,
            (uint)Math.Max(0, ProviderReply.NumberOf(set, "ttl") ?? ZoneText.Ttl),
            [.. ProviderReply.ItemsOf(set, "records").Select(r => (ProviderReply.TextOf(r, "content") ?? "", ProviderReply.Find(r, "disabled") is { ValueKind: JsonValueKind.True }))])
        : null;

    private static DnsName? NameOf(JsonElement set) => DnsName.TryParse(ProviderReply.TextOf(set, "name"), out var name) ? name : null;

    private static IEnumerable<ZoneEntry> Entries(RawSet set) =>
        set.Records.Where(r => !r.IsDisabled).Select(r => new ZoneEntry(set.Name, set.Type, ValueOf(set.Type, r.Content), set.Ttl, set));

    private static string ValueOf(string type, string content) => type switch
    {
        ZoneEntry.Txt when ZoneText.TryJoin(content, out var text) => text,
        ZoneEntry.Mx when ZoneEntry.ReadMx(content) is { } mx => ZoneEntry.MxValue(mx.Preference, mx.Exchange),
        ZoneEntry.Cname when DnsName.TryParse(content, out var target) => target.Text,
        _ => content,
    };

    private static string ContentOf(string type, string value) => type == ZoneEntry.Txt ? ZoneText.Strings(value) : $"{value}.";

    private static string PathOf(DnsName zone) => $"zones/{Uri.EscapeDataString($"{zone}.")}";

    private Task<ProviderReply> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        http.SendAsync(method, new Uri(api, path), ("X-API-Key", key), body, cancellationToken);

    private static PublishException Failure(ProviderReply reply) => reply.Status is 401 or 403
        ? new(PublishFailure.Refused, "PowerDNS does not accept the API key", "powerdns.api_key")
        : new(
            reply.Status is >= 400 and < 500 ? PublishFailure.Refused : PublishFailure.Failed,
            string.Create(CultureInfo.InvariantCulture, $"PowerDNS answered with status {reply.Status}{ProviderReply.Said(reply.Json is { } json ? ProviderReply.TextOf(json, "error") : null)}"));
}
