namespace Postscale.MailDns.Resolution.Transport;

/// <summary>
/// The sockets to one server that take further queries. Each query has a socket of its own at a random port while few are under
/// way; from <see cref="FreshSockets"/> open sockets on, queries share them, each at one drawn by chance (docs/decisions/0001).
/// A socket carries so many queries, for so long, and is then replaced by one at another port. Belongs to its channel's lock.
/// </summary>
internal sealed class SocketPool(TimeProvider time)
{
    /// <summary>How many sockets are opened before one is used again.</summary>
    public const int FreshSockets = 64;

    /// <summary>How many queries one socket carries in its life.</summary>
    public const int MaxUses = 256;

    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(5);

    private readonly List<QuerySocket> _open = [];

    public void Add(QuerySocket socket) => _open.Add(socket);

    /// <summary>A socket for the next query; null when it is to have a fresh one.</summary>
    /// <param name="now">The timestamp.</param>
    public QuerySocket? Draw(long now)
    {
        if (_open.Count < FreshSockets)
        {
            return null;
        }

        var index = Unforeseeable.Below(_open.Count);
        var socket = _open[index];
        if (socket.Uses < MaxUses && time.GetElapsedTime(socket.Opened, now) < s_maxAge)
        {
            return socket;
        }

        Retire(index);
        return null;
    }

    /// <summary>Takes a socket out that cannot be used any more.</summary>
    public void Remove(QuerySocket socket)
    {
        if (!socket.IsRetired)
        {
            Retire(_open.IndexOf(socket));
        }
    }

    /// <summary>After queries ended: sockets stay open only as far as those under way will want them again.</summary>
    /// <param name="socket">The socket of the queries.</param>
    /// <param name="outstanding">How many queries are under way to the server.</param>
    public void CloseUnneeded(QuerySocket socket, int outstanding)
    {
        if (outstanding == 0)
        {
            _open.ForEach(s => s.Close());
            _open.Clear();
        }
        else if (socket.IsIdle && !socket.IsRetired && 2 * outstanding < _open.Count)
        {
            Retire(_open.IndexOf(socket));
        }

        if (socket.IsIdle && socket.IsRetired && !socket.IsClosed)
        {
            socket.Close();
        }
    }

    private void Retire(int index)
    {
        var socket = _open[index];
        _open[index] = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        socket.IsRetired = true;
        if (socket.IsIdle)
        {
            socket.Close();
        }
    }
}
