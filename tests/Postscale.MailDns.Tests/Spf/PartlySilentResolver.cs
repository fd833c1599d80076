using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>Answers from another resolver, but to some questions nothing until it is cancelled.</summary>
internal sealed class PartlySilentResolver(IDnsResolver inner, Func<DnsName, RecordType, bool> isSilent) : IDnsResolver
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first question without an answer has been asked.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (isSilent(name, type))
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return await inner.ResolveAsync(name, type, cancellationToken);
    }
}
