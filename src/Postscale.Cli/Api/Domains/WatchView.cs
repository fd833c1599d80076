using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>Shows how a domain's records change.</summary>
internal abstract class WatchView
{
    /// <summary>How often it wants to be drawn while nothing changes.</summary>
    public abstract TimeSpan Pace { get; }

    /// <summary>Shows the records as they stand.</summary>
    /// <param name="dns">The records; null while they were never read.</param>
    /// <param name="note">What is in the way; null if nothing is.</param>
    /// <param name="next">When DNS is looked at next; null at the end.</param>
    public abstract void Show(DnsRecords? dns, string? note, DateTimeOffset? next);
}
