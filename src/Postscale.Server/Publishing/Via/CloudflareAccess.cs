using System.Globalization;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>A zone at Cloudflare, through version 4 of its API.</summary>
/// <param name="http">Sends requests.</param>
/// <param name="api">The URL of the API, with a slash at its end.</param>
/// <param name="token">The API token: it must be let read the zone and edit its DNS.</param>
/// <param name="zoneId">The zone's id, if the request names it.</param>
internal sealed class CloudflareAccess(ProviderHttp http, Uri api, string token, string? zoneId) : IZoneAccess
{
    /// <summary>A name with more records than these pages hold is none that is published for.</summary>
    private const int MaxPages = 10;

    private const string Comment = "Postscale";

    public async Task<ZoneContents> ReadAsync(DnsName domain, IReadOnlyList<DnsName> names, CancellationToken cancellationToken)
    {
        var (id, zone) = zoneId is null
            ? await FindZoneAsync(domain, cancellationToken).ConfigureAwait(false)
            : (zoneId, await NameOfAsync(zoneId, cancellationToken).ConfigureAwait(false));
        var entries = new List<ZoneEntry>();
        foreach (var name in names)
        {
            entries.AddRange(await ReadAsync(id, name, cancellationToken).ConfigureAwait(false));
        }

        var contents = new ZoneContents(zone, entries) { Id = id };
        return contents with { Wildcard = contents.Entries.Count == 0 ? await FindWildcardAsync(id, domain, zone, cancellationToken).ConfigureAwait(false) : [] };
    }

    /// <summary>What the nearest wildcard above a name answers with. That something else stands below the name, and keeps it from answering, is not looked for.</summary>
    private async Task<List<ZoneEntry>> FindWildcardAsync(string id, DnsName domain, DnsName zone, CancellationToken cancellationToken)
    {
        for (var above = domain; above != zone && above.IsAtOrUnder(zone);)
        {
            above = above.Ancestor();
            if (above.TryPrepend("*", out var wildcard) && await ReadAsync(id, wildcard, cancellationToken).ConfigureAwait(false) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>
    /// Makes one call for each record. The API takes no conditions, so that each record that is replaced is looked at once more before.
    /// Additions come first: if a call fails, nothing is missing that was there.
    /// </summary>
    public async Task ApplyAsync(ZoneContents contents, IReadOnlyList<PlannedChange> changes, Action<PlannedChange> made, CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            foreach (var change in changes)
            {
                await ApplyAsync(contents, change, cancellationToken).ConfigureAwait(false);
                made(change);
                done++;
            }
        }
        catch (PublishException e) when (done > 0)
        {
            throw new PublishException(e.Failure, string.Create(CultureInfo.InvariantCulture, $"{e.Message}. {done} of {changes.Count} changes were made before"), e.Field);
        }
    }

    public void Dispose()
    {
        // What sends requests serves all.
    }

    private async Task ApplyAsync(ZoneContents contents, PlannedChange change, CancellationToken cancellationToken)
    {
        var removed = contents.Set(change.Name, change.Type).Where(e => change.Removed.Contains(e.Shown)).ToList();
        foreach (var record in removed)
        {
            var now = await SendAsync(HttpMethod.Get, RecordPath(contents, record), null, cancellationToken).ConfigureAwait(false);
            if (now.Status == 404 || now.Member("result") is not { } json || Entry(json) is not { } entry || entry.Shown != record.Shown)
            {
                throw new PublishException(PublishFailure.ZoneChanged, "the zone has changed since it was read; look at the plan again");
            }
        }

        var added = change.Added.ToList();
        for (var i = 0; i < Math.Max(added.Count, removed.Count); i++)
        {
            var reply = i < added.Count && i < removed.Count
                ? await SendAsync(HttpMethod.Patch, RecordPath(contents, removed[i]), w => Write(w, change, added[i], isNew: false), cancellationToken).ConfigureAwait(false)
                : i < added.Count
                    ? await SendAsync(HttpMethod.Post, $"zones/{contents.Id}/dns_records", w => Write(w, change, added[i], isNew: true), cancellationToken).ConfigureAwait(false)
                    : await SendAsync(HttpMethod.Delete, RecordPath(contents, removed[i]), null, cancellationToken).ConfigureAwait(false);
            Check(reply);
        }
    }

    private static string RecordPath(ZoneContents contents, ZoneEntry record) => $"zones/{contents.Id}/dns_records/{Uri.EscapeDataString((string)record.Handle!)}";

    private static void Write(Utf8JsonWriter writer, PlannedChange change, string value, bool isNew)
    {
        writer.WriteStartObject();
        writer.WriteString("type", change.Type);
        writer.WriteString("name", change.Name.Text);
        if (change.Type == ZoneEntry.Mx && ZoneEntry.ReadMx(value) is { } mx)
        {
            writer.WriteString("content", mx.Exchange.Text);
            writer.WriteNumber("priority", mx.Preference);
        }
        else
        {
            writer.WriteString("content", change.Type == ZoneEntry.Txt ? ZoneText.Strings(value) : value);
        }

        // A record that was there keeps its time to live, its comment and its tags.
        if (isNew)
        {
            writer.WriteNumber("ttl", ZoneText.Ttl);
            writer.WriteString("comment", Comment);
        }

        if (isNew || change.Type == ZoneEntry.Cname)
        {
            // A proxied alias answers with addresses, and neither DKIM nor a return path is found behind it.
            writer.WriteBoolean("proxied", false);
        }

        writer.WriteEndObject();
    }

    private async Task<(string Id, DnsName Zone)> FindZoneAsync(DnsName domain, CancellationToken cancellationToken)
    {
        foreach (var candidate in ZoneLocator.Candidates(domain))
        {
            var reply = await SendAsync(HttpMethod.Get, $"zones?name={Uri.EscapeDataString(candidate.Text)}", null, cancellationToken).ConfigureAwait(false);
            Check(reply);
            var found = ProviderReply.ItemsOf(reply.Json!.Value, "result").FirstOrDefault(z => ProviderReply.TextOf(z, "name") == candidate.Text);
            if (ProviderReply.TextOf(found, "id") is { } id && IsId(id))
            {
                return (id, candidate);
            }
        }

        throw new PublishException(PublishFailure.Refused, $"Cloudflare has no zone for {domain} that the API token may see", "cloudflare.zone_id");
    }

    /// <summary>Whether a text is the id of a zone: it becomes a part of URLs.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);

    private async Task<DnsName> NameOfAsync(string id, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(HttpMethod.Get, $"zones/{id}", null, cancellationToken).ConfigureAwait(false);
        if (reply.Status == 404)
        {
            throw new PublishException(PublishFailure.Refused, "Cloudflare has no zone of this id that the API token may see", "cloudflare.zone_id");
        }

        Check(reply);
        return reply.Member("result") is { } zone && DnsName.TryParse(ProviderReply.TextOf(zone, "name"), out var name)
            ? name
            : throw new PublishException(PublishFailure.Failed, "Cloudflare answered without the zone's name");
    }

    private async Task<List<ZoneEntry>> ReadAsync(string id, DnsName name, CancellationToken cancellationToken)
    {
        var entries = new List<ZoneEntry>();
        for (var page = 1; page <= MaxPages; page++)
        {
            var reply = await SendAsync(
                HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"zones/{id}/dns_records?name.exact={Uri.EscapeDataString(name.Text)}&per_page=100&page={page}"), null, cancellationToken).ConfigureAwait(false);
            Check(reply);
            entries.AddRange(ProviderReply.ItemsOf(reply.Json!.Value, "result").Select(Entry).OfType<ZoneEntry>().Where(e => e.Name == name));
            if ((reply.Member("result_info") is { } info ? ProviderReply.NumberOf(info, "total_pages") ?? 1 : 1) <= page)
            {
                return entries;
            }
        }

        throw new PublishException(PublishFailure.Failed, $"Cloudflare has more records at {name} than are read");
    }

    private static ZoneEntry? Entry(JsonElement record)
    {
        if (!DnsName.TryParse(ProviderReply.TextOf(record, "name"), out var name)
            || (ProviderReply.TextOf(record, "id"), ProviderReply.TextOf(record, "type"), ProviderReply.TextOf(record, "content")) is not ({ } id, { } type, { } content))
        {
            return null;
        }

        var value = type switch
        {
            // With quotes or without: both are taken, and given back as they were.
            ZoneEntry.Txt => content.StartsWith('"') && ZoneText.TryJoin(content, out var text) ? text : content,
            ZoneEntry.Mx when DnsName.TryParse(content, out var exchange) => ZoneEntry.MxValue(ProviderReply.NumberOf(record, "priority") ?? 0, exchange),
            ZoneEntry.Cname when DnsName.TryParse(content, out var target) => target.Text,
            _ => content,
        };
        return new ZoneEntry(name, type, value, (uint)Math.Max(0, ProviderReply.NumberOf(record, "ttl") ?? 0), id)
        {
            IsProxied = ProviderReply.Find(record, "proxied") is { ValueKind: JsonValueKind.True },
        };
    }

    private Task<ProviderReply> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        http.SendAsync(method, new Uri(api, path), ("Authorization", $"Bearer {token}"), body, cancellationToken);

    private static void Check(ProviderReply reply)
    {
        if (reply.IsGood && reply.Member("success") is { ValueKind: JsonValueKind.True })
        {
            return;
        }

        var said = reply.Json is { } json ? ProviderReply.ItemsOf(json, "errors").Select(e => ProviderReply.TextOf(e, "message")).FirstOrDefault(m => m is not null) : null;
        throw reply.Status is 401 or 403
            ? new PublishException(PublishFailure.Refused, $"Cloudflare does not accept the API token{ProviderReply.Said(said)}", "cloudflare.api_token")
            : new PublishException(
                reply.Status is >= 400 and < 500 ? PublishFailure.Refused : PublishFailure.Failed,
                string.Create(CultureInfo.InvariantCulture, $"Cloudflare answered with status {reply.Status}{ProviderReply.Said(said)}"));
    }
}
