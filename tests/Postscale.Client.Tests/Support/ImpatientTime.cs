using System.Collections.Concurrent;

namespace Postscale.Client.Tests.Support;

/// <summary>A clock on which waits shorter than a bound are over at once, and are written down. Longer ones, such as the bounds of calls, last as long as they do.</summary>
internal sealed class ImpatientTime(TimeSpan bound) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>The waits so far.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime >= bound)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
