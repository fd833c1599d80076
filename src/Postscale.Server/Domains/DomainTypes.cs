namespace Postscale.Server.Domains;

/// <summary>The domain types as they are written, and what they can do.</summary>
public static class DomainTypes
{
    /// <summary>The type's name.</summary>
    /// <param name="type">The type.</param>
    public static string Name(this DomainType type) => type switch
    {
        DomainType.Inbound => "inbound",
        DomainType.Outbound => "outbound",
        DomainType.Both => "both",
        _ => "alias",
    };

    /// <summary>Whether mail is received for such a domain.</summary>
    /// <param name="type">The type.</param>
    public static bool CanReceive(this DomainType type) => type != DomainType.Outbound;

    /// <summary>Whether mail is sent for such a domain.</summary>
    /// <param name="type">The type.</param>
    public static bool CanSend(this DomainType type) => type is DomainType.Outbound or DomainType.Both;

    /// <summary>Reads a name; case matters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type, if it is one.</param>
    public static bool TryParse(string? name, out DomainType type)
    {
        (var known, type) = name switch
        {
            "inbound" => (true, DomainType.Inbound),
            "outbound" => (true, DomainType.Outbound),
            "both" => (true, DomainType.Both),
            "alias" => (true, DomainType.Alias),
            _ => (false, DomainType.Inbound),
        };
        return known;
    }
}
