using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>How a delivery stands. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<DeliveryState>))]
public readonly record struct DeliveryState(string Value) : IWireName<DeliveryState>
{
    /// <summary>It waits for its turn or its next try.</summary>
    public static readonly DeliveryState Pending = new("pending");

    /// <summary>The receiver has answered 200 to 299.</summary>
    public static readonly DeliveryState Delivered = new("delivered");

    /// <summary>It was given up.</summary>
    public static readonly DeliveryState Failed = new("failed");

    /// <summary>The webhook was switched off while it waited.</summary>
    public static readonly DeliveryState Skipped = new("skipped");

    static DeliveryState IWireName<DeliveryState>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
