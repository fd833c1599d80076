using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>What one name server of a zone said.</summary>
/// <param name="Server">The name server.</param>
/// <param name="Endpoint">Which of its addresses answered, or was asked last; null when it has none.</param>
/// <param name="Reading">What was read from it.</param>
/// <param name="Message">The message itself, if one came.</param>
internal sealed record AuthorityReply(NameServer Server, string? Endpoint, ResponseReading Reading, DnsMessage? Message)
{
    /// <summary>Whether it says that something is there: records, an alias, or a delegation.</summary>
    public bool HasIt => Reading.Kind is ReadingKind.Found or ReadingKind.AskOn or ReadingKind.Referral;

    /// <summary>Whether it says with authority that nothing is there.</summary>
    public bool IsAbsence => Reading.Kind is ReadingKind.NoData or ReadingKind.NoSuchName;

    public bool IsAnswer => HasIt || IsAbsence;

    public NameServerAnswer Report(DnsName asked) => new(
        Server.Name,
        Endpoint,
        asked,
        HasIt ? DnsOutcome.Found
            : Reading.Kind == ReadingKind.NoData ? DnsOutcome.NoData
            : Reading.Kind == ReadingKind.NoSuchName ? DnsOutcome.NoSuchName
            : DnsOutcome.TemporaryFailure,
        Reading.Records ?? [],
        IsAnswer ? null : Reading.Problem);
}
