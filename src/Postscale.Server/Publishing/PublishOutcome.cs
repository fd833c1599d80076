using Postscale.MailDns.Resolution;
using Postscale.Server.Verification;

namespace Postscale.Server.Publishing;

/// <summary>What publishing came to.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="Changes">The plan.</param>
/// <param name="IsApplied">Whether it was carried out.</param>
/// <param name="Check">The verification after it; null where there was none.</param>
internal sealed record PublishOutcome(DnsName Zone, string Plan, IReadOnlyList<PlannedChange> Changes, bool IsApplied, CheckedDomain? Check);
