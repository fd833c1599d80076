using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Durability;

/// <summary>A client that creates, updates and deletes domains of its own, one request after another, until the service or its database dies.</summary>
/// <param name="api">The client.</param>
/// <param name="name">What its domains' names begin with.</param>
/// <param name="random">What it does.</param>
/// <param name="databaseDies">Whether a 503 is the end: the change may have happened or not. Otherwise there must be none.</param>
internal sealed class Writer(ApiClient api, string name, Random random, bool databaseDies)
{
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries => _entries;

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await StepAsync();
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The service or its database is dead; the request that was under way stays open.
        }
    }

    private async Task StepAsync()
    {
        var alive = _entries.Where(e => e.Acknowledged is not null).ToList();
        var choice = random.Next(100);
        if (alive.Count == 0 || choice < 30)
        {
            await CreateAsync();
            return;
        }

        var entry = alive[random.Next(alive.Count)];
        if (choice < 35)
        {
            entry.Begin(null);
            Answered(await api.DeleteAsync($"/v1/domains/{entry.Name}")).Expect(200);
        }
        else
        {
            var next = entry.Acknowledged!.Next();
            entry.Begin(next);
            Assert.Equal(next, Settings.Of(Answered(await api.PutAsync($"/v1/domains/{entry.Name}", next.Update())).Expect(200)));
        }

        entry.Acknowledge();
    }

    private async Task CreateAsync()
    {
        var label = $"{name}-{_entries.Count}";
        var entry = new Entry($"{label}.example", random.Next(2) == 0 ? $"create-{label}" : null);
        _entries.Add(entry);
        entry.Begin(Settings.First);
        var reply = Answered(await api.PostAsync("/v1/domains", entry.Body(), entry.IdempotencyKey));
        Assert.Equal(Settings.First, Settings.Of(reply.Expect(201)));
        entry.Creation = reply.Text;
        entry.Acknowledge();
    }

    private ApiReply Answered(ApiReply reply) => databaseDies && reply.Status == 503 ? throw new IOException("the database is dead") : reply;
}
