using System.Collections.Concurrent;
using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Faults;

/// <summary>
/// A client that goes on whatever happens: it creates, changes and deletes domains of its own, and keeps account of what was
/// acknowledged. What gets a 503, or no answer, stays open: it may have happened or not.
/// </summary>
/// <param name="next">Whom to ask next.</param>
/// <param name="name">What its domains' names begin with.</param>
/// <param name="random">What it does.</param>
/// <param name="mayBreak">Whether connections may break.</param>
/// <param name="pause">How long it rests between requests, in milliseconds.</param>
internal sealed class Customer(Func<ApiClient> next, string name, Random random, bool mayBreak = false, int pause = 0)
{
    private readonly ConcurrentQueue<Entry> _entries = new();
    private readonly List<Entry> _usable = [];
    private long _refused;
    private long _acknowledged;

    /// <summary>All it ever wrote.</summary>
    public IReadOnlyCollection<Entry> Entries => _entries;

    /// <summary>How many writes were acknowledged so far.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>How many got a 503 or a broken connection so far.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public async Task RunAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            var isWell = await TryStepAsync();
            // After a refusal nobody asks again at once.
            await Task.Delay(isWell ? pause : 20, CancellationToken.None);
        }
    }

    private async Task<bool> TryStepAsync()
    {
        var entry = Choose(out var wanted, out var isNew);
        entry.Begin(wanted);
        try
        {
            var reply = wanted is null ? await next().DeleteAsync($"/v1/domains/{entry.Name}")
                : isNew ? await next().PostAsync("/v1/domains", entry.Body())
                : await next().PutAsync($"/v1/domains/{entry.Name}", wanted.Update());
            if (reply.Status != 503)
            {
                var body = reply.Expect(isNew ? 201 : 200);
                Assert.True(wanted is null || Settings.Of(body) == wanted, reply.Text);
                entry.Acknowledge();
                if (wanted is not null)
                {
                    _usable.Add(entry);
                }

                Interlocked.Increment(ref _acknowledged);
                return true;
            }

            Assert.True(reply.Headers.ContainsKey("Retry-After"), $"a 503 without Retry-After: {reply.Text}");
        }
        catch (Exception e) when (mayBreak && e is HttpRequestException or IOException or OperationCanceledException)
        {
            // It may have happened or not.
        }

        Interlocked.Increment(ref _refused);
        return false;
    }

    /// <summary>What is open is never touched again.</summary>
    private Entry Choose(out Settings? wanted, out bool isNew)
    {
        var choice = random.Next(100);
        isNew = _usable.Count == 0 || choice < 25;
        if (isNew)
        {
            wanted = Settings.First;
            var entry = new Entry($"{name}-{_entries.Count}.example", idempotencyKey: null);
            _entries.Enqueue(entry);
            return entry;
        }

        var at = random.Next(_usable.Count);
        var chosen = _usable[at];
        _usable.RemoveAt(at);
        wanted = choice < 32 ? null : chosen.Acknowledged!.Next();
        return chosen;
    }
}
