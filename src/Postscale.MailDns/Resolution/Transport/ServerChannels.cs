using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>The channels to all servers, and the one timer that ends the waits on them.</summary>
/// <remarks>
/// A timer for each query costs more than the query. This one goes off every few milliseconds while queries are under way, and
/// not at all otherwise; a wait ends that much late, never early.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The timer stops by itself when no query is under way; it has nothing to give back.")]
internal sealed class ServerChannels
{
    // Whoever runs a zone chooses its servers, so how many of them are remembered is decided here.
    private const int MaxChannels = 4096;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<IPEndPoint, ServerChannel> _channels = new();
    private readonly TimeProvider _time;
    private readonly int _outstanding;
    private readonly ITimer _timer;
    private readonly Action _watch;
    private readonly AnswerQueue _ended;
    private int _isWatching;

    /// <param name="time">The clock.</param>
    /// <param name="outstanding">How many queries may be under way to one server.</param>
    public ServerChannels(TimeProvider time, int outstanding)
    {
        _time = time;
        _outstanding = outstanding;
        _watch = Watch;
        _ended = new AnswerQueue(_watch);
        _timer = time.CreateTimer(static state => ((ServerChannels)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The channel to a server, which is the caller's to leave.</summary>
    public ServerChannel Enter(IPEndPoint server)
    {
        while (true)
        {
            if (!_channels.TryGetValue(server, out var channel))
            {
                if (_channels.Count >= MaxChannels)
                {
                    GiveUpUnused();
                }

                channel = _channels.GetOrAdd(server, new ServerChannel(server, _time, _outstanding, _ended, _watch));
            }

            if (channel.TryEnter())
            {
                return channel;
            }

            _channels.TryRemove(KeyValuePair.Create(server, channel));
        }
    }

    private void GiveUpUnused()
    {
        foreach (var entry in _channels)
        {
            if (entry.Value.TryGiveUp())
            {
                _channels.TryRemove(entry);
            }
        }
    }

    private void Watch()
    {
        if (Volatile.Read(ref _isWatching) == 0 && Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            _timer.Change(s_tick, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        // First: a query that comes while the channels are gone through must start the timer anew.
        Interlocked.Exchange(ref _isWatching, 0);
        var goesOn = false;
        foreach (var (_, channel) in _channels)
        {
            goesOn |= channel.EndOverdue();
        }

        if (_ended.CallHelp() || goesOn)
        {
            Watch();
        }
    }
}
