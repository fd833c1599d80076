namespace Postscale.Client;

/// <summary>Where bounces of a domain's mail go.</summary>
public sealed record ReturnPath
{
    /// <summary>The name to publish.</summary>
    public required string Hostname { get; init; }

    /// <summary>What it is to lead to.</summary>
    public required string CnameTarget { get; init; }

    /// <summary>Whether it does.</summary>
    public required bool Verified { get; init; }

    /// <summary>What it is needed for.</summary>
    public required string RequiredFor { get; init; }

    /// <summary>Whether late bounces are seen.</summary>
    public required bool DelayedBounceTrackingEnabled { get; init; }
}
