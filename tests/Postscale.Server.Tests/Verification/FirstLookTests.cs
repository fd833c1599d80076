using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class FirstLookTests
{
    [Fact]
    public async Task A_resolver_that_does_not_answer_is_waited_for_two_seconds()
    {
        var time = new FakeTimeProvider();
        var hint = new FirstLook(new Silent(), time).SpfHintAsync(RecordWorld.Context(), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(hint.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(await hint.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_not_waited_for()
    {
        using var leaving = new CancellationTokenSource();
        var hint = new FirstLook(new Silent(), TimeProvider.System).SpfHintAsync(RecordWorld.Context(), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hint.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private sealed class Silent : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("unreachable");
        }
    }
}
