using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A record that a domain publishes. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<RecordKind>))]
public readonly record struct RecordKind(string Value) : IWireName<RecordKind>
{
    /// <summary>The TXT record that proves whose the domain is.</summary>
    public static readonly RecordKind Ownership = new("ownership");

    /// <summary>The MX records.</summary>
    public static readonly RecordKind Mx = new("mx");

    /// <summary>The SPF record.</summary>
    public static readonly RecordKind Spf = new("spf");

    /// <summary>The DKIM key.</summary>
    public static readonly RecordKind Dkim = new("dkim");

    /// <summary>The DMARC policy.</summary>
    public static readonly RecordKind Dmarc = new("dmarc");

    /// <summary>The return-path CNAME.</summary>
    public static readonly RecordKind ReturnPath = new("return_path");

    static RecordKind IWireName<RecordKind>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
