namespace Postscale.Server.Webhooks;

/// <summary>When a webhook that fails is tried again.</summary>
internal static class RetrySchedule
{
    /// <summary>The waits after the first failure, the second and so on; the last one holds from there on.</summary>
    public static readonly IReadOnlyList<TimeSpan> Default =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
    ];

    /// <summary>The longest that a receiver may ask to be left alone.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(4);

    /// <summary>How many tries must have failed before a webhook counts as failing for good: half of those that the schedule makes in the time.</summary>
    /// <param name="waits">The waits of the schedule; not empty.</param>
    /// <param name="patience">The time, from the first failure on.</param>
    public static long LeastFailures(IReadOnlyList<TimeSpan> waits, TimeSpan patience)
    {
        long failures = 1;
        var left = patience;
        foreach (var wait in waits.Take(waits.Count - 1))
        {
            left -= wait;
            failures += left >= TimeSpan.Zero ? 1 : 0;
        }

        return (failures + Math.Max(0, (long)(left / waits[^1])) + 1) / 2;
    }

    /// <summary>How long to wait before the next try.</summary>
    /// <param name="waits">The waits of the schedule; not empty.</param>
    /// <param name="failures">How many tries have failed in a row, this one included.</param>
    /// <param name="retryAfter">What the receiver asked for, or null. It lengthens the wait and never shortens it.</param>
    /// <param name="random">From 0 to 1: spreads webhooks that failed together over a fifth of the wait.</param>
    public static TimeSpan After(IReadOnlyList<TimeSpan> waits, long failures, TimeSpan? retryAfter, double random)
    {
        var wait = waits[(int)Math.Clamp(failures - 1, 0, waits.Count - 1)];
        wait *= 0.9 + (0.2 * random);
        var asked = retryAfter > MaxRetryAfter ? MaxRetryAfter : retryAfter;
        return asked > wait ? asked.Value : wait;
    }
}
