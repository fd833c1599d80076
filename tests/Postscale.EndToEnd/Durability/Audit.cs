using System.Text.Json.Nodes;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Durability;

/// <summary>Holds what the service has after a crash against what it acknowledged before.</summary>
/// <param name="api">The client.</param>
/// <param name="when">After what.</param>
/// <param name="keysStayLocked">Whether the key of a request that came to nothing is locked for a while: other services may still be at work on it.</param>
/// <param name="others">Domains that are there besides.</param>
internal sealed class Audit(ApiClient api, string when, bool keysStayLocked = false, IReadOnlyCollection<string>? others = null)
{
    private const int PageSize = 100;

    /// <summary>Checks all entries, and the fresh ones, those of the last round, more closely.</summary>
    public async Task RunAsync(IReadOnlyCollection<Entry> entries, IReadOnlyCollection<Entry> fresh)
    {
        var found = await ListAsync();
        Assert.Empty(found.Keys.Except(entries.Select(e => e.Name)).Except(others ?? []));
        foreach (var entry in entries)
        {
            var settings = found.TryGetValue(entry.Name, out var domain) ? Settings.Of(domain) : null;
            if (!entry.Allows(settings))
            {
                Assert.Fail(
                    $"{when}: {entry.Name} is {settings?.ToString() ?? "gone"}; acknowledged was {entry.Acknowledged?.ToString() ?? "gone"}"
                    + (entry.IsOpen ? $", under way {entry.Wanted?.ToString() ?? "its deletion"}" : ""));
            }
        }

        foreach (var entry in fresh)
        {
            await CheckReadsAsync(entry, found.GetValueOrDefault(entry.Name));
            await RetryCreationAsync(entry, found.GetValueOrDefault(entry.Name));
        }
    }

    private async Task<Dictionary<string, JsonNode>> ListAsync()
    {
        var found = new Dictionary<string, JsonNode>();
        JsonArray page;
        do
        {
            page = (await api.GetAsync($"/v1/domains?limit={PageSize}&offset={found.Count}")).Expect(200)["domains"]!.AsArray();
            foreach (var domain in page)
            {
                Assert.True(found.TryAdd((string)domain!["domain"]!, domain), $"{when}: {domain["domain"]} is listed twice");
            }
        }
        while (page.Count == PageSize);
        return found;
    }

    private async Task CheckReadsAsync(Entry entry, JsonNode? listed)
    {
        var byName = await api.GetAsync($"/v1/domains/{entry.Name}");
        if (listed is null)
        {
            Assert.True(byName.Status == 404, $"{when}: {entry.Name} is not listed and yet found: {byName.Text}");
            return;
        }

        Assert.True(JsonNode.DeepEquals(listed, byName.Expect(200)), $"{when}: {byName.Text} is listed as {listed.ToJsonString()}");
        var byId = await api.GetAsync($"/v1/domains/{(string)listed["id"]!}");
        Assert.Equal(byName.Text, byId.Text);
        Assert.Equal((string)listed["id"]!, (string)JsonNode.Parse(entry.Creation ?? byId.Text)!["id"]!);
    }

    /// <summary>A client that got no answer sends its request again: it is carried out once, whether it had been or not.</summary>
    private async Task RetryCreationAsync(Entry entry, JsonNode? listed)
    {
        if (entry.IdempotencyKey is not { } key)
        {
            entry.Settle(listed is null ? null : Settings.Of(listed));
            return;
        }

        var reply = await api.PostAsync("/v1/domains", entry.Body(), key);
        if (keysStayLocked && reply.Status == 409 && listed is null && entry.Creation is null)
        {
            Assert.Equal("idempotency_key_in_use", (string)reply.Expect(409)["code"]!);
            entry.Settle(null);
            return;
        }

        Assert.True(reply.Status == 201, $"{when}: the creation of {entry.Name}, sent again, gets {reply.Status}: {reply.Text}");
        var isReplay = reply.Headers.ContainsKey("Idempotent-Replayed");
        Assert.True(isReplay == (listed is not null || entry.Creation is not null), $"{when}: {entry.Name} was {(isReplay ? "" : "not ")}replayed");
        Assert.Equal(entry.Creation ?? reply.Text, reply.Text);
        if (!isReplay)
        {
            entry.Settle(Settings.First);
            return;
        }

        entry.Settle(listed is null ? null : Settings.Of(listed));
        if (entry.Creation is null)
        {
            Assert.Equal((string)listed!["id"]!, (string)reply.Expect(201)["id"]!);
        }
    }
}
