using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>What a verification came to.</summary>
/// <param name="Domain">The domain as it is after the check.</param>
/// <param name="Findings">What each look found.</param>
/// <param name="CheckedAt">The time of the check.</param>
public sealed record CheckedDomain(Domain Domain, IReadOnlyList<Finding> Findings, DateTimeOffset CheckedAt);
