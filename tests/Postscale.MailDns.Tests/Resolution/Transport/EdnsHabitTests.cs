using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Tests.Resolution.Transport;

public sealed class EdnsHabitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly EdnsHabit _habit;

    public EdnsHabitTests() => _habit = new EdnsHabit(_time);

    [Fact]
    public void What_a_server_declined_is_offered_again_after_ten_minutes()
    {
        _habit.Declined();
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.False(_habit.IsWanted());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_habit.IsWanted());
    }

    [Fact]
    public void Silence_tells_nothing_where_another_query_was_answered_meanwhile()
    {
        var sent = Later();
        Later();
        _habit.Answered(hadEdns: true);
        _habit.Silent(hadEdns: true, sent);
        Assert.True(_habit.IsWanted());
    }

    [Fact]
    public void Many_queries_lost_at_once_are_proof_only_once()
    {
        var sent = Later();
        for (var i = 0; i < 5; i++)
        {
            _habit.Silent(hadEdns: true, sent);
            Later();
            _habit.Answered(hadEdns: false);
        }

        Assert.True(_habit.IsWanted());
    }

    [Fact]
    public void Silence_without_EDNS_brings_it_back()
    {
        _habit.Silent(hadEdns: true, Later());
        Assert.False(_habit.IsWanted());
        _habit.Silent(hadEdns: false, Later());
        Assert.True(_habit.IsWanted());
    }

    private long Later()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return _time.GetTimestamp();
    }
}
