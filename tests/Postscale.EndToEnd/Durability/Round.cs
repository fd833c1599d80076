using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Durability;

/// <summary>Some clients that write all at once until something is killed under them.</summary>
internal static class Round
{
    private const int Writers = 6;
    private const int Seed = 20260118;

    /// <summary>Writes for a while, kills, and waits until all have noticed.</summary>
    /// <param name="api">The client.</param>
    /// <param name="round">The round's number: each does other things.</param>
    /// <param name="kill">Kills.</param>
    /// <param name="databaseDies">Whether it is the database that is killed.</param>
    /// <returns>What they wrote.</returns>
    public static async Task<List<Entry>> WriteUntilAsync(ApiClient api, int round, Func<Task> kill, bool databaseDies = false)
    {
        var random = new Random(Seed + round);
        var writers = Enumerable.Range(0, Writers).Select(w => new Writer(api, $"r{round}-w{w}", new Random(random.Next()), databaseDies)).ToList();
        var writing = writers.Select(w => w.RunAsync()).ToList();
        await Task.Delay(random.Next(50, 251), TestContext.Current.CancellationToken);
        await kill();
        await Task.WhenAll(writing);
        return [.. writers.SelectMany(w => w.Entries)];
    }
}
