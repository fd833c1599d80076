using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>The form of a file of records. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<DnsFileFormat>))]
public readonly record struct DnsFileFormat(string Value) : IWireName<DnsFileFormat>
{
    /// <summary>A master file (RFC 1035 §5), to include in a zone.</summary>
    public static readonly DnsFileFormat Zone = new("zone");

    /// <summary>A table (RFC 4180).</summary>
    public static readonly DnsFileFormat Csv = new("csv");

    /// <summary>HCL for Terraform.</summary>
    public static readonly DnsFileFormat Terraform = new("terraform");

    /// <summary>A <c>D_EXTEND</c> for DNSControl.</summary>
    public static readonly DnsFileFormat DnsControl = new("dnscontrol");

    static DnsFileFormat IWireName<DnsFileFormat>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
