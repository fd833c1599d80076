using Postscale.Server.Domains;

namespace Postscale.Server.Verification;

/// <summary>A domain that was taken to be looked at again.</summary>
/// <param name="Domain">The domain as it was then.</param>
/// <param name="Findings">What the last check found, as <see cref="StoredFindings"/> writes it.</param>
/// <param name="Plan">Its place in the plan.</param>
public sealed record DueDomain(Domain Domain, string? Findings, CheckPlan Plan);
