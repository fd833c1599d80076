using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>Publishes: looks at the plan, has it agreed to, and applies that very plan.</summary>
internal sealed class Publishing(ApiSession session, string domain, PublishRequest request)
{
    /// <summary>Runs it.</summary>
    /// <param name="isTrial">Whether the changes are only shown.</param>
    /// <param name="isAgreed">Whether nobody is asked.</param>
    /// <param name="cancellationToken">Gives up; changes that have begun are made all the same.</param>
    public async Task<int> RunAsync(bool isTrial, bool isAgreed, CancellationToken cancellationToken)
    {
        var plan = await session.Client.Domains.PublishAsync(domain, request, cancellationToken: cancellationToken).ConfigureAwait(false);
        var isJson = session.Output.Screen.IsJson;
        if (!isJson)
        {
            PlanText.Show(session.Output, plan);
        }

        if (isTrial)
        {
            if (isJson)
            {
                session.Output.Json(plan);
            }

            return HasConflict(plan) ? ExitCode.Failed : ExitCode.Done;
        }

        // With nothing to change there is nothing to agree to: the service only looks whether it holds.
        if (!isAgreed && PlanText.CountChanges(plan) > 0 && !Prompt.Agrees($"Make these changes in the zone {plan.Zone}? [y/N] "))
        {
            return ExitCode.Failed;
        }

        var done = await session.Client.Domains.PublishAsync(domain, request with { Apply = true, Plan = plan.Plan }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (isJson)
        {
            session.Output.Json(done);
        }
        else if (done.Verification is { } verification)
        {
            VerificationText.Show(session.Output, verification);
        }

        return done.Verification is { Verified: true } && !HasConflict(done) ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool HasConflict(PublishResult result) => result.Changes.Any(c => c.Action == PublishAction.Conflict);
}
