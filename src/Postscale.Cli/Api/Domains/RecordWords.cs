using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>How records stand, in signs and words.</summary>
internal static class RecordWords
{
    /// <summary>A sign for how a record stands; the words beside it say the same.</summary>
    public static (string Sign, Ink Ink) Sign(this DnsRecord record) =>
        record.Status == RecordStatus.Verified ? ("✓", Ink.Good)
        : record.Status == RecordStatus.Recommended ? ("–", Ink.Warning)
        : record.Found is { Count: > 0 } ? ("✗", Ink.Bad) : ("·", Ink.Warning);

    public static Ink InkOf(this CheckOutcome outcome) =>
        outcome == CheckOutcome.Holds ? Ink.Good : outcome == CheckOutcome.Unreadable ? Ink.Warning : Ink.Bad;

    /// <summary>A record's value as it is published, an MX with its preference.</summary>
    public static string Published(this DnsRecord record) => record.Priority is { } priority ? $"{priority} {record.Value}" : record.Value;
}
