using System.Collections.Concurrent;

namespace Postscale.Server.Http;

/// <summary>
/// So many requests in a time for each holder. The time begins with the holder's first request. Our own, because the
/// framework's fixed window takes no clock to test with and answers the whole window as the time to wait. A holder is 128 bits:
/// the id of a key or an account, or what <see cref="ClientAddress"/> makes of an address.
/// </summary>
/// <param name="limit">How many; 0 for no limit.</param>
/// <param name="time">The clock.</param>
/// <param name="window">In which time; a minute unless another is given.</param>
internal sealed class RequestBudget(int limit, TimeProvider time, TimeSpan? window = null)
{
    /// <summary>So that holders that are made up by the million, such as addresses, cannot take all memory.</summary>
    private const int MaxHolders = 1_000_000;

    private readonly ConcurrentDictionary<Guid, Window> _windows = new();
    private readonly TimeSpan _length = window ?? TimeSpan.FromMinutes(1);
    private int _holders;
    private long _swept = time.GetTimestamp();

    /// <summary>How many; 0 for no limit.</summary>
    public int Limit { get; } = limit;

    /// <summary>Takes one request off the holder's budget.</summary>
    /// <param name="holder">Whose.</param>
    public BudgetState Take(Guid holder)
    {
        if (Limit == 0)
        {
            return BudgetState.Unlimited;
        }

        SweepNowAndThen();
        var window = _windows.TryGetValue(holder, out var known) ? known : Add(holder);
        lock (window)
        {
            var age = AgeOf(window);
            var isRefused = window.Used >= Limit;
            if (!isRefused)
            {
                window.Used++;
            }

            return StateOf(window.Used, age, isRefused);
        }
    }

    /// <summary>Looks at a holder's budget and takes nothing off it.</summary>
    /// <param name="holder">Whose.</param>
    public BudgetState Look(Guid holder)
    {
        if (Limit == 0 || !_windows.TryGetValue(holder, out var window))
        {
            return BudgetState.Unlimited;
        }

        lock (window)
        {
            var age = AgeOf(window);
            return StateOf(window.Used, age, window.Used >= Limit);
        }
    }

    /// <summary>Takes one request off the holder's budget.</summary>
    /// <param name="holder">Whose.</param>
    /// <param name="retryAfter">Seconds to wait, if it is refused; at least 1.</param>
    public bool Refuses(Guid holder, out int retryAfter)
    {
        var state = Take(holder);
        retryAfter = state.IsRefused ? state.SecondsLeft : 0;
        return state.IsRefused;
    }

    private BudgetState StateOf(int used, TimeSpan age, bool isRefused) => new(isRefused, Limit - used, Math.Max(1, (int)Math.Ceiling((_length - age).TotalSeconds)));

    private Window Add(Guid holder)
    {
        if (Volatile.Read(ref _holders) >= MaxHolders)
        {
            _windows.Clear();
            Volatile.Write(ref _holders, 0);
        }

        var window = new Window(time.GetTimestamp());
        var kept = _windows.GetOrAdd(holder, window);
        if (kept == window)
        {
            Interlocked.Increment(ref _holders);
        }

        return kept;
    }

    /// <summary>How long the holder's time has run; begins a new one when it is over.</summary>
    private TimeSpan AgeOf(Window window)
    {
        var age = time.GetElapsedTime(window.Since);
        if (age < _length)
        {
            return age;
        }

        (window.Since, window.Used) = (time.GetTimestamp(), 0);
        return TimeSpan.Zero;
    }

    /// <summary>Once in a time, by whichever request comes first: a look through all holders is too much for each request.</summary>
    private void SweepNowAndThen()
    {
        var swept = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(swept) < _length || Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) != swept)
        {
            return;
        }

        foreach (var (holder, window) in _windows)
        {
            if (time.GetElapsedTime(window.Since) >= _length && _windows.TryRemove(holder, out _))
            {
                Interlocked.Decrement(ref _holders);
            }
        }
    }

    private sealed class Window(long since)
    {
        public long Since { get; set; } = since;

        public int Used { get; set; }
    }
}
