using Postscale.Server.Options;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class CheckScheduleTests
{
    private static readonly RecheckOptions s_options = new();

    /// <summary>Pending: 1 minute, doubling to 1 hour, for 72 hours, then daily. Verified: every 6 hours.</summary>
    [Fact]
    public void A_domain_that_stays_pending_is_looked_at_after_a_minute_then_ever_more_seldom_then_daily()
    {
        var schedule = new CheckSchedule(s_options);
        var (age, minutes) = (TimeSpan.Zero, new List<double>());
        while (age < TimeSpan.FromDays(6))
        {
            age += schedule.Planned(verified: false, age);
            minutes.Add(age.TotalMinutes);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 124, 184], minutes.Take(9));
        Assert.InRange(minutes.Last(m => m < 4320), 4320 - 60, 4320);
        var late = minutes.Where(m => m > 4320 + 60).ToList();
        Assert.All(late.Zip(late.Skip(1)), pair => Assert.Equal(1440, pair.Second - pair.First));
        Assert.Equal(TimeSpan.FromHours(6), schedule.Planned(verified: true, TimeSpan.FromDays(400)));
    }

    [Fact]
    public void Chance_moves_a_look_by_a_tenth_at_most_and_does_move_it()
    {
        var schedule = new CheckSchedule(s_options);
        var hours = Enumerable.Range(0, 1000).Select(_ => schedule.Next(verified: true, TimeSpan.Zero).TotalHours).ToList();
        Assert.All(hours, h => Assert.InRange(h, 5.4, 6.6));
        Assert.True(hours.Max() - hours.Min() > 1);
    }

    [Theory]
    // Hours between failures; whether the last of them loses the state.
    [InlineData("", false)]
    [InlineData("6 6", false)]
    [InlineData("6 6 6", false)]
    [InlineData("6 6 6 6", true)]
    [InlineData("7 7 7 7", true)]
    [InlineData("0 0 0 0 0 0 0 0", false)]
    // A clock that was set ahead by days, or a service that slept, proves no more than a look does.
    [InlineData("48 6", false)]
    [InlineData("48 48 6", false)]
    [InlineData("-240 6 6 6", false)]
    [InlineData("-240 6 6 6 6", true)]
    public void A_verified_domain_is_lost_after_three_failures_over_24_hours_that_were_really_looked_at(string gaps, bool lost)
    {
        var plan = new CheckPlan(1, TimeSpan.Zero, 0, TimeSpan.Zero, null).Fail(s_options);
        foreach (var hours in gaps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(h => double.Parse(h, System.Globalization.CultureInfo.InvariantCulture)))
        {
            plan = (plan with { SinceFailure = TimeSpan.FromHours(hours) }).Fail(s_options);
        }

        Assert.Equal(lost, plan.IsLost(s_options));
    }

    [Fact]
    public void Three_failures_are_needed_however_long_the_time()
    {
        var options = new RecheckOptions { FailingFor = TimeSpan.FromHours(1) };
        var plan = new CheckPlan(1, TimeSpan.Zero, 0, TimeSpan.Zero, null).Fail(options);
        plan = (plan with { SinceFailure = TimeSpan.FromHours(6) }).Fail(options);
        Assert.False(plan.IsLost(options));
        Assert.True((plan with { SinceFailure = TimeSpan.FromHours(6) }).Fail(options).IsLost(options));
        Assert.False(plan.Succeed().Fail(options).IsLost(options));
    }
}
