using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 1800)]
    [InlineData(6, 3600)]
    [InlineData(7, 7200)]
    [InlineData(8, 14400)]
    [InlineData(9, 14400)]
    [InlineData(long.MaxValue, 14400)]
    public void The_waits_grow_and_are_spread_over_a_fifth(long failures, int seconds)
    {
        Assert.Equal(seconds * 0.9, RetrySchedule.After(RetrySchedule.Default, failures, null, 0).TotalSeconds, 3);
        Assert.Equal(seconds, RetrySchedule.After(RetrySchedule.Default, failures, null, 0.5).TotalSeconds, 3);
        Assert.Equal(seconds * 1.1, RetrySchedule.After(RetrySchedule.Default, failures, null, 1).TotalSeconds, 3);
    }

    [Theory]
    [InlineData(72, 13)] // After 0 s, 5 s, 35 s and so on 25 tries fail in three days.
    [InlineData(1, 3)]
    [InlineData(0, 1)]
    public void Half_of_the_tries_of_the_schedule_must_have_failed_before_a_webhook_is_given_up(int hours, long least) =>
        Assert.Equal(least, RetrySchedule.LeastFailures(RetrySchedule.Default, TimeSpan.FromHours(hours)));

    [Theory]
    [InlineData(-5, 5)]
    [InlineData(0, 5)]
    [InlineData(4, 5)]
    [InlineData(60, 60)]
    [InlineData(14400, 14400)]
    [InlineData(1_000_000, 14400)]
    public void Who_asks_to_be_left_alone_is_for_up_to_four_hours(int asked, int seconds) =>
        Assert.Equal(seconds, RetrySchedule.After(RetrySchedule.Default, 1, TimeSpan.FromSeconds(asked), 0.5).TotalSeconds, 3);
}
