using Postscale.Cli.Api;

namespace Postscale.Cli.Tests.Api;

/// <summary>What a verb ends with when it is cut off.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData(true, 130)]
    [InlineData(false, 5)]
    public async Task Only_what_somebody_ended_counts_as_ended_from_outside(bool isEnded, int exit) =>
        Assert.Equal(exit, await ApiVerb.GuardAsync(() => throw new TaskCanceledException(), new CancellationToken(isEnded)));
}
