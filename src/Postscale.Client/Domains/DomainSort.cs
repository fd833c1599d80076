using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>The order of a list of domains. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<DomainSort>))]
public readonly record struct DomainSort(string Value) : IWireName<DomainSort>
{
    /// <summary>The oldest first.</summary>
    public static readonly DomainSort CreatedAt = new("created_at");

    /// <summary>The newest first.</summary>
    public static readonly DomainSort CreatedAtDescending = new("-created_at");

    /// <summary>By name.</summary>
    public static readonly DomainSort Name = new("domain");

    static DomainSort IWireName<DomainSort>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
