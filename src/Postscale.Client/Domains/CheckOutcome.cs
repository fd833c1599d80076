using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What a look-up of a record came to. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<CheckOutcome>))]
public readonly record struct CheckOutcome(string Value) : IWireName<CheckOutcome>
{
    /// <summary>It is as it must be.</summary>
    public static readonly CheckOutcome Holds = new("holds");

    /// <summary>It is not there.</summary>
    public static readonly CheckOutcome Missing = new("missing");

    /// <summary>Something else is there.</summary>
    public static readonly CheckOutcome Invalid = new("invalid");

    /// <summary>DNS could not be read; the last result stands.</summary>
    public static readonly CheckOutcome Unreadable = new("unreadable");

    static CheckOutcome IWireName<CheckOutcome>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
