namespace Postscale.MailDns.Resolution;

/// <summary>What one authoritative name server said about one name.</summary>
/// <param name="NameServer">The name server, as the zone names it.</param>
/// <param name="Endpoint">The address and port that answered, or that was asked last; null when none could be asked.</param>
/// <param name="Name">The name it was asked for: the asked name, or an alias it leads to.</param>
/// <param name="Outcome">
/// What it said. <see cref="DnsOutcome.Found"/> also for an alias or a delegation that leads on;
/// <see cref="DnsOutcome.TemporaryFailure"/> when it gave no answer to rely on.
/// </param>
/// <param name="Records">The records of the asked type that it has at that name, or at an alias within its zone.</param>
/// <param name="FailureText">Why it gave no answer: "did not answer", "answered REFUSED"; else null.</param>
public sealed record NameServerAnswer(
    DnsName NameServer,
    string? Endpoint,
    DnsName Name,
    DnsOutcome Outcome,
    IReadOnlyList<DnsRecord> Records,
    string? FailureText);
