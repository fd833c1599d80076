using Postscale.Server.Auditing;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

/// <summary>By whose rules a check is written that several wait for.</summary>
public sealed class RunningCheckTests
{
    private static readonly CheckAsker s_asking = new(Actor.BackgroundCheck);
    private static readonly CheckAsker s_publishing = new(Actor.BackgroundCheck, IsAfterPublishing: true);

    [Fact]
    public void Who_asks_makes_a_check_after_publishing_tell_the_truth()
    {
        var check = new RunningCheck(s_publishing);
        Assert.True(check.TryAsk(s_publishing));
        Assert.True(check.TryAsk(s_asking));
        Assert.Equal(s_asking, check.BeginSaving());
    }

    [Fact]
    public void Who_asks_when_one_after_publishing_is_being_written_has_to_ask_again()
    {
        var check = new RunningCheck(s_publishing);
        Assert.Equal(s_publishing, check.BeginSaving());
        Assert.False(check.TryAsk(s_asking));
        Assert.True(check.TryAsk(s_publishing));
    }

    [Fact]
    public void Publishing_spares_nothing_in_a_check_that_was_asked_for()
    {
        var check = new RunningCheck(s_asking);
        Assert.True(check.TryAsk(s_publishing));
        Assert.Equal(s_asking, check.BeginSaving());
        Assert.True(check.TryAsk(s_publishing));
    }

    [Fact]
    public void One_in_the_background_is_taken_over_until_it_is_being_written()
    {
        var check = new RunningCheck(asker: null);
        Assert.True(check.TryAsk(s_publishing));
        Assert.Equal(s_publishing, check.BeginSaving());

        var other = new RunningCheck(asker: null);
        Assert.Null(other.BeginSaving());
        Assert.False(other.TryAsk(s_publishing));
    }
}
