using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What a domain is for. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<DomainType>))]
public readonly record struct DomainType(string Value) : IWireName<DomainType>
{
    /// <summary>Receives mail.</summary>
    public static readonly DomainType Inbound = new("inbound");

    /// <summary>Sends mail.</summary>
    public static readonly DomainType Outbound = new("outbound");

    /// <summary>Sends and receives mail.</summary>
    public static readonly DomainType Both = new("both");

    /// <summary>Receives mail and forwards it to its primary domain.</summary>
    public static readonly DomainType Alias = new("alias");

    static DomainType IWireName<DomainType>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
