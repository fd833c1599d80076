namespace Postscale.MailDns.Resolution.Transport;

/// <summary>
/// Whether one server is asked with EDNS (RFC 6891 §6.2.2). Some, or what stands before them, drop such queries without a word.
/// After silence the next query, which is often the second attempt of the same look-up, goes without EDNS, and the one after
/// that with it again: so a server that is down gets no more queries than otherwise. Only where silence and plain answer
/// follow each other twice is the server asked without EDNS for a while.
/// </summary>
internal sealed class EdnsHabit(TimeProvider time)
{
    private const int Proof = 2;

    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private long _plainUntil = long.MinValue;
    private long _believedSince = long.MinValue;
    private bool _isSuspect;
    private int _proofs;

    /// <summary>Whether the next query takes EDNS along.</summary>
    public bool IsWanted()
    {
        lock (_lock)
        {
            return !_isSuspect && (_plainUntil == long.MinValue || time.GetTimestamp() >= _plainUntil);
        }
    }

    /// <summary>A query was not answered.</summary>
    /// <param name="hadEdns">Whether it had EDNS.</param>
    /// <param name="sent">The timestamp of its sending.</param>
    public void Silent(bool hadEdns, long sent)
    {
        lock (_lock)
        {
            // Silence tells nothing if another query with EDNS was answered meanwhile: then this one was lost.
            _isSuspect = hadEdns && sent >= _believedSince;
        }
    }

    /// <summary>A query was answered.</summary>
    /// <param name="hadEdns">Whether it had EDNS.</param>
    public void Answered(bool hadEdns)
    {
        lock (_lock)
        {
            if (!hadEdns && !_isSuspect)
            {
                return;
            }

            _isSuspect = false;
            _believedSince = time.GetTimestamp();
            _proofs = hadEdns ? 0 : _proofs + 1;
            if (_proofs >= Proof)
            {
                DoWithout();
            }
        }
    }

    /// <summary>The server said that it does not know EDNS (RFC 6891 §7), and answered without.</summary>
    public void Declined()
    {
        lock (_lock)
        {
            DoWithout();
        }
    }

    private void DoWithout()
    {
        _proofs = 0;
        _isSuspect = false;
        _plainUntil = time.GetTimestamp() + ((long)s_memory.TotalSeconds * time.TimestampFrequency);
    }
}
