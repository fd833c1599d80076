using System.Diagnostics;
using CsCheck;

namespace Postscale.MailDns.Tests.Fuzzing;

/// <summary>
/// Every parser on mutated and random input: it never throws, never loops, and what it prints it reads back to the same.
/// A run is short; POSTSCALE_TEST_LONG=1 makes it half a minute a parser.
/// </summary>
public sealed class FuzzTests
{
    private const int ShortRun = 3_000;
    private const int LongRunSeconds = 30;

    /// <summary>Far over what any input takes, also on a machine that is busy with something else.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    private static bool IsLong => Environment.GetEnvironmentVariable("POSTSCALE_TEST_LONG") is { Length: > 0 };

    // The time limit ends a parser that never comes back; the bound names an input that takes too long.
    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Targets))]
    public Task Nothing_makes_a_parser_throw_or_loop_or_read_back_something_else(string target) => Task.Run(
        () =>
        {
            var (seeds, check) = FuzzTargets.All[target];
            Mutations.Near(seeds).Sample(
                text =>
                {
                    var start = Stopwatch.GetTimestamp();
                    check(text);
                    Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, s_bound);
                },
                iter: IsLong ? -1 : ShortRun,
                time: IsLong ? LongRunSeconds : -1);
        },
        TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_seeds_themselves_hold(string target)
    {
        var (seeds, check) = FuzzTargets.All[target];
        Assert.All(seeds, check);
    }
}
