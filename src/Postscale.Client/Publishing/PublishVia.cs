using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>By which way records are published. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<PublishVia>))]
public readonly record struct PublishVia(string Value) : IWireName<PublishVia>
{
    /// <summary>By signed updates of the name server (RFC 2136, RFC 8945).</summary>
    public static readonly PublishVia Rfc2136 = new("rfc2136");

    /// <summary>By the API of a PowerDNS Authoritative Server.</summary>
    public static readonly PublishVia PowerDns = new("powerdns");

    /// <summary>By Cloudflare's API.</summary>
    public static readonly PublishVia Cloudflare = new("cloudflare");

    static PublishVia IWireName<PublishVia>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
