namespace Postscale.Client;

/// <summary>Where a domain's records are to be entered, and how.</summary>
public sealed record DnsHosting
{
    /// <summary>The domain, as lower-case A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>The zone that holds its records.</summary>
    public required string Zone { get; init; }

    /// <summary>How the zone was found: dns, or public_suffix_list where DNS does not say.</summary>
    public required string ZoneFoundBy { get; init; }

    /// <summary>The zone's name servers; empty where DNS does not say.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>Who runs them; null when they are none that are known.</summary>
    public DnsProvider? Provider { get; init; }

    /// <summary>The records to enter.</summary>
    public required IReadOnlyList<HostedRecord> Records { get; init; }

    /// <summary>Where the provider enters the records by itself; null when it does not, or the service is not set up for that.</summary>
    public DomainConnect? DomainConnect { get; init; }
}
