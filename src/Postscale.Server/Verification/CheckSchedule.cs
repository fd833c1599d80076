using Postscale.Server.Options;

namespace Postscale.Server.Verification;

/// <summary>When a domain is looked at next. Pure, but for a little chance that keeps domains from coming due together.</summary>
/// <param name="options">The plan.</param>
public sealed class CheckSchedule(RecheckOptions options)
{
    private const double Jitter = 0.1;

    /// <summary>How long until the next look.</summary>
    /// <param name="verified">Whether the domain is verified.</param>
    /// <param name="pendingFor">Since when it is waited for, if it is not.</param>
    public TimeSpan Next(bool verified, TimeSpan pendingFor) => Planned(verified, pendingFor) * (1 - Jitter + Random.Shared.NextDouble() * 2 * Jitter);

    /// <summary>
    /// The same without chance. To wait as long again as one has waited already doubles the time from look to look, and needs no
    /// count of looks that a check on request, or one that was lost, would put out of step.
    /// </summary>
    /// <param name="verified">Whether the domain is verified.</param>
    /// <param name="pendingFor">Since when it is waited for, if it is not.</param>
    public TimeSpan Planned(bool verified, TimeSpan pendingFor)
    {
        if (verified)
        {
            return options.Verified;
        }

        return pendingFor >= options.PendingFor ? options.Afterwards
            : pendingFor <= options.PendingFirst ? options.PendingFirst
            : pendingFor >= options.PendingMost ? options.PendingMost
            : pendingFor;
    }
}
