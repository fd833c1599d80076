using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Updates;

/// <summary>The end of a signed request.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Reason">Why not, as a sentence without its end; null when it was done.</param>
public sealed record SignedReply(SignedOutcome Outcome, string? Reason)
{
    /// <summary>The answer section; empty for updates.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>Whether the server holds the zone that it answered from.</summary>
    public bool IsAuthoritative { get; init; }
}
