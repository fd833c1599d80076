using System.Diagnostics;

namespace Postscale.Bench;

internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>The median time of an action, in milliseconds.</summary>
    public static async Task<double> TimeAsync(int runs, Func<int, Task> action)
    {
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await action(i);
            times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return Median(times);
    }
}
