using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Resolution;

public sealed class AgreeingResolverTests
{
    private static readonly DnsName Name = DnsName.Parse("a.example");

    [Fact]
    public async Task What_enough_resolvers_answer_alike_is_the_answer()
    {
        var answer = await AskAsync(2, World("one", "two"), World("two", "one"), World("three"));
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.Equal(["one", "two"], answer.Records.OfType<TxtRecord>().Select(r => r.Text).Order());
    }

    [Fact]
    public async Task A_single_forger_decides_nothing()
    {
        var answer = await AskAsync(2, World("forged"), World(), World());
        Assert.Equal(DnsOutcome.NoSuchName, answer.Outcome);
    }

    [Fact]
    public async Task Resolvers_that_do_not_agree_are_a_temporary_failure_that_says_so()
    {
        var answer = await AskAsync(2, World("one"), World("two"));
        Assert.Equal((DnsOutcome.TemporaryFailure, DnsFailure.Disagreement), (answer.Outcome, answer.Failure));
        Assert.Equal("the resolvers do not agree (in memory has 1 record(s), in memory has 1 record(s)), and 2 of 2 must", answer.FailureText);
        Assert.Empty(answer.Records);
    }

    [Fact]
    public async Task Absence_is_agreed_on_like_presence()
    {
        Assert.Equal(DnsOutcome.NoSuchName, (await AskAsync(2, World(), World())).Outcome);
        Assert.Equal(DnsFailure.Disagreement, (await AskAsync(2, World(), World("one"))).Failure);
    }

    [Fact]
    public async Task A_resolver_that_fails_is_made_up_for_by_others_or_reported()
    {
        var broken = new ZoneResolver().Fail("a.example", DnsFailure.Timeout);
        Assert.Equal(DnsOutcome.Found, (await AskAsync(2, World("one"), broken, World("one"))).Outcome);
        Assert.Equal(DnsFailure.Timeout, (await AskAsync(2, World("one"), broken)).Failure);
    }

    [Fact]
    public async Task Aliases_are_part_of_what_is_agreed_on()
    {
        var alias = new ZoneResolver().Cname("a.example", "b.example").Txt("b.example", "one");
        var other = new ZoneResolver().Cname("a.example", "c.example").Cname("c.example", "b.example").Txt("b.example", "one");
        Assert.Equal(DnsFailure.Disagreement, (await AskAsync(2, alias, other)).Failure);
    }

    [Fact]
    public async Task Times_to_live_and_order_do_not_matter()
    {
        var young = new ZoneResolver().Add(new AddressRecord(Name, 10, IPAddress.Loopback)).Add(new AddressRecord(Name, 10, IPAddress.Any));
        var old = new ZoneResolver().Add(new AddressRecord(Name, 3, IPAddress.Any)).Add(new AddressRecord(Name, 3, IPAddress.Loopback));
        Assert.Equal(DnsOutcome.Found, (await AskAsync(2, RecordType.A, young, old)).Outcome);
    }

    [Fact]
    public async Task Who_does_not_answer_holds_up_nobody_once_the_others_have_decided()
    {
        var silent = new SilentResolver();
        var answer = await AskAsync(2, RecordType.Txt, World("one"), silent, World("one"));
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        await silent.LetGoAsync();
    }

    [Theory]
    [InlineData("two", "one two two", 1)]
    [InlineData("", "one two", 2)]
    public async Task An_answer_waits_for_those_that_may_outvote_it(string outcome, string answers, int required)
    {
        var worlds = answers.Split(' ').Select(a => World(a)).ToArray();
        var late = new HeldAnswer(worlds[^1]);
        var resolver = new AgreeingResolver([.. worlds[..^1], late], required) { Patience = TimeSpan.FromMinutes(1) };
        var asking = resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken).AsTask();
        late.Release();
        Assert.Equal(outcome, string.Join(' ', (await asking).Records.OfType<TxtRecord>().Select(r => r.Text)));
    }

    [Fact]
    public async Task Where_a_minority_is_enough_the_others_are_waited_for_only_a_while()
    {
        var silent = new SilentResolver();
        Assert.Equal(DnsOutcome.Found, (await AskAsync(1, RecordType.Txt, silent, World("one"), silent)).Outcome);
        await silent.LetGoAsync();
    }

    [Fact]
    public async Task Who_gives_up_is_not_kept_waiting_and_lets_all_go()
    {
        using var gives = new CancellationTokenSource();
        var silent = new SilentResolver();
        var asking = new AgreeingResolver([silent, World("one")], 2).ResolveAsync(Name, RecordType.Txt, gives.Token).AsTask();
        await gives.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await silent.LetGoAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void More_than_there_are_cannot_agree(int required) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AgreeingResolver([World(), World()], required));

    private static ZoneResolver World(params string[] texts)
    {
        var world = new ZoneResolver();
        foreach (var text in texts)
        {
            world.Txt(Name.Text, text);
        }

        return world;
    }

    private static Task<DnsAnswer> AskAsync(int required, params ZoneResolver[] resolvers) => AskAsync(required, RecordType.Txt, [.. resolvers.Cast<IDnsResolver>()]);

    private static async Task<DnsAnswer> AskAsync(int required, RecordType type, params IDnsResolver[] resolvers) =>
        await new AgreeingResolver(resolvers, required).ResolveAsync(Name, type, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    /// <summary>Answers nothing until it is given up.</summary>
    private sealed class SilentResolver : IDnsResolver
    {
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException("it ended by itself");
            }
            finally
            {
                _letGo.TrySetResult();
            }
        }

        /// <summary>Ends when a look-up was given up.</summary>
        public Task LetGoAsync() => _letGo.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class HeldAnswer(IDnsResolver inner) : IDnsResolver
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            await _release.Task.WaitAsync(cancellationToken);
            return await inner.ResolveAsync(name, type, cancellationToken);
        }

        public void Release() => _release.TrySetResult();
    }
}
