using System.Threading.Channels;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Tests.Verification;

/// <summary>Answers from another resolver, and holds the look-ups that a test names until it lets them go.</summary>
internal sealed class HeldResolver(IDnsResolver inner, Func<RecordType, bool> holds) : IDnsResolver
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<RecordType> _arrived = Channel.CreateUnbounded<RecordType>();
    private int _count;

    /// <summary>How many look-ups were made, held ones too.</summary>
    public int Count => Volatile.Read(ref _count);

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        if (holds(type) && !_release.Task.IsCompleted)
        {
            _arrived.Writer.TryWrite(type);
            await _release.Task.WaitAsync(cancellationToken);
        }

        return await inner.ResolveAsync(name, type, cancellationToken);
    }

    /// <summary>Waits until so many look-ups are held.</summary>
    public async Task WaitForAsync(int count)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(20));
        for (var i = 0; i < count; i++)
        {
            await _arrived.Reader.ReadAsync(bound.Token);
        }
    }

    /// <summary>Waits until a look-up of a type is held.</summary>
    public async Task WaitForAsync(RecordType type)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(20));
        while (await _arrived.Reader.ReadAsync(bound.Token) != type)
        {
        }
    }

    public void Release() => _release.TrySetResult();
}
