using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Faults;

/// <summary>Some customers who write all the time.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Seed = 20260601;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Customer> _customers;
    private readonly Task _running;

    /// <summary>Starts it.</summary>
    /// <param name="next">Whom to ask next.</param>
    /// <param name="name">What the domains' names begin with.</param>
    /// <param name="customers">How many.</param>
    /// <param name="mayBreak">Whether connections may break.</param>
    /// <param name="pause">How long each rests between requests, in milliseconds.</param>
    public Load(Func<ApiClient> next, string name, int customers = 4, bool mayBreak = false, int pause = 0)
    {
        _customers = [.. Enumerable.Range(0, customers).Select(i => new Customer(next, $"{name}-{i}", new Random(Seed + i), mayBreak, pause))];
        _running = Task.WhenAll(_customers.Select(c => Task.Run(() => c.RunAsync(_stop.Token))));
    }

    public IReadOnlyCollection<Entry> Entries => [.. _customers.SelectMany(c => c.Entries)];

    public long Acknowledged => _customers.Sum(c => c.Acknowledged);

    public long Refused => _customers.Sum(c => c.Refused);

    /// <summary>Waits until so many more writes were acknowledged.</summary>
    public Task WriteAsync(int more, TimeSpan? patience = null)
    {
        var wanted = Acknowledged + more;
        return Wait.UntilAsync(() => HasFailed() || Acknowledged >= wanted, $"{more} more writes are acknowledged", patience);
    }

    /// <summary>Waits until so many more writes were refused.</summary>
    public Task RefuseAsync(int more)
    {
        var wanted = Refused + more;
        return Wait.UntilAsync(() => HasFailed() || Refused >= wanted, $"{more} more writes are refused");
    }

    /// <summary>Ends it; fails with what a customer met that must not be.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private bool HasFailed()
    {
        if (_running.IsFaulted)
        {
            _running.GetAwaiter().GetResult();
        }

        return false;
    }
}
