namespace Postscale.Server.Domains;

/// <summary>What a domain is for.</summary>
public enum DomainType
{
    /// <summary>Receives mail only.</summary>
    Inbound,

    /// <summary>Sends mail only; another provider may receive its mail.</summary>
    Outbound,

    /// <summary>Sends and receives.</summary>
    Both,

    /// <summary>Forwards what it receives to a primary domain.</summary>
    Alias,
}
