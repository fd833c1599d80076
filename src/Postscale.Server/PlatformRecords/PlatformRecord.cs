using Postscale.MailDns.Resolution;

namespace Postscale.Server.PlatformRecords;

/// <summary>One thing that the operator of the platform publishes for itself: what to publish and how it is judged, side by side.</summary>
/// <param name="type">The record's type, "A/AAAA" for addresses.</param>
/// <param name="name">Where it stands.</param>
/// <param name="purpose">What it is for, as part of a sentence.</param>
public abstract class PlatformRecord(string type, DnsName name, string purpose)
{
    private protected const string AsPrinted = "publish it as 'postscale platform records' prints it";

    /// <summary>The record's type, "A/AAAA" for addresses.</summary>
    public string Type { get; } = type;

    /// <summary>Where it stands.</summary>
    public DnsName Name { get; } = name;

    /// <summary>What it is for, as part of a sentence.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>What must be there, in short.</summary>
    public abstract string Expected { get; }

    /// <summary>Its lines in a zone file: records with absolute names, or comments that say what to put.</summary>
    public abstract IReadOnlyList<string> ZoneLines { get; }

    /// <summary>Looks at DNS and judges.</summary>
    /// <param name="dns">Whom to ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken);

    /// <summary>DNS could not be read.</summary>
    /// <param name="why">Why not, or null.</param>
    public PlatformFinding Unreadable(string? why) => new(this, PlatformVerdict.Unreadable, [], $"DNS could not be read: {why ?? "no answer came"}; check again later");

    private protected PlatformFinding Ok(IReadOnlyList<string> found, params IReadOnlyList<string> notes) => new(this, PlatformVerdict.Ok, found) { Notes = notes };

    private protected PlatformFinding Missing(string action) => new(this, PlatformVerdict.Missing, [], action);

    private protected PlatformFinding Wrong(IReadOnlyList<string> found, string action) => new(this, PlatformVerdict.Wrong, found, action);
}
