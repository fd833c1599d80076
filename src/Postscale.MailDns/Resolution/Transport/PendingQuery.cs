using System.Buffers.Binary;
using System.Threading.Tasks.Sources;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>A query over UDP whose answer is waited for. What can be set belongs to its channel's lock.</summary>
/// <param name="name">The name asked for.</param>
/// <param name="query">The query, and nothing else in the array.</param>
/// <param name="until">The timestamp at which the wait ends.</param>
internal sealed class PendingQuery(DnsName name, byte[] query, long until) : IValueTaskSource<UdpReply>
{
    private ManualResetValueTaskSourceCore<UdpReply> _source;
    private UdpReply _end;

    public DnsName Name => name;

    public byte[] Query => query;

    public long Until => until;

    public ushort Id
    {
        get => BinaryPrimitives.ReadUInt16BigEndian(query);
        set => BinaryPrimitives.WriteUInt16BigEndian(query, value);
    }

    public QuerySocket? Socket { get; set; }

    public PendingQuery? Earlier { get; set; }

    public PendingQuery? Later { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>Whether an answer came that could not be read.</summary>
    public bool HadMalformed { get; set; }

    /// <summary>What the end of the wait means when nothing that can be used came.</summary>
    public UdpReply Unanswered => new(HadMalformed ? UdpReplyKind.Malformed : UdpReplyKind.Nothing);

    public ValueTask<UdpReply> Reply => new(this, _source.Version);

    /// <summary>Decides, once, what the wait ends with; who waits goes on when <see cref="GoOn"/> is called.</summary>
    public void End(UdpReply reply)
    {
        IsOver = true;
        _end = reply;
    }

    /// <summary>Lets who waits go on, on this thread.</summary>
    public void GoOn() => _source.SetResult(_end);

    UdpReply IValueTaskSource<UdpReply>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<UdpReply>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<UdpReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
