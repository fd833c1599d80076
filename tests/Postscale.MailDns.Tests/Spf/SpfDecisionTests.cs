using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>What DNS has decided is not lost to look-ups that only explain.</summary>
public sealed class SpfDecisionTests
{
    private static readonly DnsName s_domain = DnsName.Parse("example.com");
    private static readonly DnsName s_target = DnsName.Parse("spf.target.test");
    private static readonly DnsName s_dead = DnsName.Parse("dead.test");
    private static readonly SpfLimits s_littleAdvice = new() { MaxAdviceDuration = TimeSpan.FromMilliseconds(50) };
    private static readonly SpfLimits s_patient = new() { MaxDuration = TimeSpan.FromHours(1), MaxAdviceDuration = TimeSpan.FromHours(1) };

    [Fact]
    public async Task An_include_behind_ours_that_never_answers_does_not_delay_that_ours_holds()
    {
        using var bound = Bound();
        var result = await SpfAuthorisation.AskAsync(WithDeadInclude(), s_domain, s_target, s_littleAdvice with { MaxDuration = TimeSpan.FromHours(1) }, bound.Token);

        Assert.Equal(SpfAuthorisationOutcome.Holds, result.Outcome);
        Assert.False(bound.IsCancellationRequested);
    }

    [Fact]
    public async Task A_caller_that_gives_up_after_the_decision_still_gets_it()
    {
        using var cancelled = Bound();
        var resolver = WithDeadInclude();
        var asking = SpfAuthorisation.AskAsync(resolver, s_domain, s_target, s_patient, cancelled.Token);
        await resolver.ReachedAsync();

        await cancelled.CancelAsync();

        Assert.Equal(SpfAuthorisationOutcome.Holds, (await asking).Outcome);
    }

    [Fact]
    public async Task That_there_is_no_record_stands_when_the_look_up_of_the_old_type_never_answers()
    {
        using var bound = Bound();
        var result = await SpfAuthorisation.AskAsync(WithoutRecord(), s_domain, s_target, s_littleAdvice with { MaxDuration = TimeSpan.FromHours(1) }, bound.Token);

        Assert.Equal(SpfAuthorisationOutcome.NoRecord, result.Outcome);
        Assert.False(bound.IsCancellationRequested);
    }

    [Fact]
    public async Task That_there_is_no_record_stands_when_the_caller_gives_up_the_look_up_of_the_old_type()
    {
        using var cancelled = Bound();
        var resolver = WithoutRecord();
        var asking = SpfAuthorisation.AskAsync(resolver, s_domain, s_target, s_patient, cancelled.Token);
        await resolver.ReachedAsync();

        await cancelled.CancelAsync();

        Assert.Equal(SpfAuthorisationOutcome.NoRecord, (await asking).Outcome);
    }

    private static PartlySilentResolver WithDeadInclude() => new(
        new ZoneResolver().Txt("example.com", "v=spf1 include:spf.target.test include:dead.test ~all").Txt("spf.target.test", "v=spf1 ip4:192.0.2.1 -all"),
        (name, _) => name == s_dead);

    private static PartlySilentResolver WithoutRecord() => new(
        new ZoneResolver().Txt("example.com", "hello").Txt("spf.target.test", "v=spf1 ip4:192.0.2.1 -all"),
        (_, type) => type == RecordType.Spf);

    private static CancellationTokenSource Bound()
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(15));
        return bound;
    }
}
