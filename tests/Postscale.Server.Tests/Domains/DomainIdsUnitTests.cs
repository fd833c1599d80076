using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Domains;

namespace Postscale.Server.Tests.Domains;

public sealed class DomainIdsUnitTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void An_id_is_a_UUID_of_version_7_with_the_time_in_front()
    {
        var id = new DomainIds(new FakeTimeProvider(s_start)).Next();
        Assert.Equal(7, id.Version);
        Assert.Equal(s_start.ToUnixTimeMilliseconds(), MillisecondOf(id));
        Assert.InRange(id.Variant, 8, 11);
    }

    [Fact]
    public void Ids_grow_in_their_text_form_also_within_a_millisecond_and_past_its_counter()
    {
        var ids = new DomainIds(new FakeTimeProvider(s_start));
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();
        var texts = made.Select(id => id.ToString("D")).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        Assert.Equal(texts.Count, texts.Distinct().Count());
        // 4096 ids to a millisecond: the counter borrows from the next.
        Assert.Equal(s_start.ToUnixTimeMilliseconds() + 2, MillisecondOf(made[^1]));
        Assert.All(made, id => Assert.Equal(7, id.Version));
    }

    [Fact]
    public void Ids_grow_also_when_the_clock_steps_back()
    {
        var clock = new SettableClock { Now = s_start };
        var ids = new DomainIds(clock);
        var before = ids.Next().ToString("D");
        clock.Now = s_start.AddHours(-1);
        Assert.True(string.CompareOrdinal(before, ids.Next().ToString("D")) < 0);
        clock.Now = s_start.AddHours(1);
        Assert.Equal(clock.Now.ToUnixTimeMilliseconds(), MillisecondOf(ids.Next()));
    }

    [Fact]
    public void Many_threads_never_get_the_same_id()
    {
        var ids = new DomainIds(TimeProvider.System);
        var made = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).SelectMany(_ => Enumerable.Range(0, 2000).Select(_ => ids.Next()).ToList()).ToList();
        Assert.Equal(16_000, made.Distinct().Count());
    }

    private static long MillisecondOf(Guid id) => Convert.ToInt64(id.ToString("N")[..12], 16);

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
