using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>How a record to publish stands. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<RecordStatus>))]
public readonly record struct RecordStatus(string Value) : IWireName<RecordStatus>
{
    /// <summary>It does not hold yet.</summary>
    public static readonly RecordStatus Pending = new("pending");

    /// <summary>It holds.</summary>
    public static readonly RecordStatus Verified = new("verified");

    /// <summary>It does not hold, and is not required.</summary>
    public static readonly RecordStatus Recommended = new("recommended");

    static RecordStatus IWireName<RecordStatus>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
