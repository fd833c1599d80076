using System.Collections.Concurrent;

namespace Postscale.Server.Http;

/// <summary>
/// So many requests in a minute for each holder. The minute begins with the holder's first request. Our own, because the
/// framework's fixed window takes no clock to test with and answers the whole window as the time to wait.
/// </summary>
/// <param name="perMinute">How many; 0 for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestBudget(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Window> _windows = new();
    private long _swept = time.GetTimestamp();

    public int PerMinute { get; } = perMinute;

    /// <summary>Takes one request off the holder's budget.</summary>
    /// <param name="holder">Whose.</param>
    /// <param name="retryAfter">Seconds to wait, if it is refused; at least 1.</param>
    public bool Refuses(Guid holder, out int retryAfter)
    {
        retryAfter = 0;
        if (PerMinute == 0)
        {
            return false;
        }

        // Once a minute, by whichever request comes first: a look through all holders is too much for each request.
        var swept = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(swept) >= Minute && Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) == swept)
        {
            Sweep();
        }

        var window = _windows.GetOrAdd(holder, static (_, now) => new Window(now), time.GetTimestamp());
        lock (window)
        {
            var age = time.GetElapsedTime(window.Since);
            if (age >= Minute)
            {
                (window.Since, window.Used, age) = (time.GetTimestamp(), 0, TimeSpan.Zero);
            }

            if (window.Used < PerMinute)
            {
                window.Used++;
                return false;
            }

            retryAfter = Math.Max(1, (int)Math.Ceiling((Minute - age).TotalSeconds));
            return true;
        }
    }

    private void Sweep()
    {
        foreach (var (holder, window) in _windows)
        {
            if (time.GetElapsedTime(window.Since) >= Minute)
            {
                _windows.TryRemove(holder, out _);
            }
        }
    }

    private sealed class Window(long since)
    {
        public long Since { get; set; } = since;

        public int Used { get; set; }
    }
}
