using Postscale.Server.Domains;

namespace Postscale.Server.Verification;

/// <summary>A domain and all that is known of its checks.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Findings">What the last check found, as <see cref="StoredFindings"/> writes it; null before the first.</param>
/// <param name="Plan">Its place in the plan; null if it has none.</param>
public sealed record KnownDomain(Domain Domain, string? Findings, CheckPlan? Plan);
