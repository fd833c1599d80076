using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Http;

namespace Postscale.Server.Tests.Http;

public sealed class RequestBudgetUnitTests
{
    private static readonly Guid s_holder = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid s_other = Guid.Parse("22222222-2222-2222-2222-222222222222");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void So_many_in_a_minute_are_let_through_and_the_next_is_told_how_long_to_wait()
    {
        var budget = new RequestBudget(3, _time);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(budget.Refuses(s_holder, out var none));
            Assert.Equal(0, none);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.True(budget.Refuses(s_holder, out var wait));
        Assert.Equal(30, wait);
        _time.Advance(TimeSpan.FromSeconds(29.5));
        Assert.True(budget.Refuses(s_holder, out wait));
        Assert.Equal(1, wait);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(budget.Refuses(s_holder, out _));
    }

    [Fact]
    public void Who_waits_as_long_as_told_is_let_through() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 90_000].Array[1, 30]).Sample((perMinute, pauses) =>
    {
        var time = new FakeTimeProvider();
        var budget = new RequestBudget(perMinute, time);
        foreach (var pause in pauses)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause));
            if (budget.Refuses(s_holder, out var wait))
            {
                Assert.InRange(wait, 1, 60);
                time.Advance(TimeSpan.FromSeconds(wait));
                Assert.False(budget.Refuses(s_holder, out _));
            }
        }
    });

    [Fact]
    public void Holders_do_not_take_from_each_other()
    {
        var budget = new RequestBudget(1, _time);
        Assert.False(budget.Refuses(s_holder, out _));
        Assert.False(budget.Refuses(s_other, out _));
        Assert.True(budget.Refuses(s_holder, out _));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var budget = new RequestBudget(0, _time);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.False(budget.Refuses(s_holder, out var _)));
    }

    [Fact]
    public void Callers_at_once_get_exactly_the_budget()
    {
        var budget = new RequestBudget(100, _time);
        var through = Enumerable.Range(0, 1000).AsParallel().WithDegreeOfParallelism(8).Count(_ => !budget.Refuses(s_holder, out var _));
        Assert.Equal(100, through);
    }

    [Fact]
    public void Whoever_else_comes_a_minute_that_still_runs_is_not_forgotten()
    {
        var budget = new RequestBudget(1, _time);
        for (var i = 0; i < 120; i++)
        {
            if (i == 30)
            {
                Assert.False(budget.Refuses(s_holder, out _));
            }

            if (i is > 30 and < 90)
            {
                Assert.True(budget.Refuses(s_holder, out _));
            }

            budget.Refuses(Guid.NewGuid(), out _);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(budget.Refuses(s_holder, out _));
    }

    /// <summary>A look through all holders with each request would take minutes here.</summary>
    [Fact]
    public async Task Very_many_holders_do_not_make_it_slow()
    {
        var budget = new RequestBudget(1, _time);
        await Task.Run(
            () =>
            {
                for (var i = 0; i < 200_000; i++)
                {
                    budget.Refuses(Guid.NewGuid(), out _);
                }
            },
            TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
