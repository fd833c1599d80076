using Postscale.Server.Options;

namespace Postscale.Server.Verification;

/// <summary>A domain's place in the plan of checks, as it stands in the database, all by the database's clock.</summary>
/// <param name="Claim">How often it was taken; who took it last may write.</param>
/// <param name="PendingFor">How long it has not been verified.</param>
/// <param name="Failures">How many checks in a row found its records gone.</param>
/// <param name="FailingFor">For how long.</param>
/// <param name="SinceFailure">How long ago the last of them was; null if there was none.</param>
public sealed record CheckPlan(long Claim, TimeSpan PendingFor, int Failures, TimeSpan FailingFor, TimeSpan? SinceFailure)
{
    /// <summary>
    /// Counts a check that found a verified domain's records gone. The time since the last one counts, but not more than a check
    /// and a bit: a clock that was set, or a service that slept, proves nothing.
    /// </summary>
    /// <param name="options">The plan.</param>
    public CheckPlan Fail(RecheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counts = SinceFailure is { } since && Failures > 0 ? TimeSpan.FromTicks(Math.Clamp(since.Ticks, 0, (options.Verified * 1.2).Ticks)) : TimeSpan.Zero;
        return this with { Failures = Failures + 1, FailingFor = FailingFor + counts, SinceFailure = TimeSpan.Zero };
    }

    /// <summary>Whether they were gone often and long enough for the domain to be verified no longer.</summary>
    /// <param name="options">The plan.</param>
    public bool IsLost(RecheckOptions options) => Failures >= options.Failures && FailingFor >= options.FailingFor;

    /// <summary>The plan of a domain whose records are in order, or that is not verified.</summary>
    public CheckPlan Succeed() => this with { Failures = 0, FailingFor = TimeSpan.Zero, SinceFailure = null };
}
