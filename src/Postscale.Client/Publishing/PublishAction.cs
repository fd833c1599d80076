using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What publishing does about a record. A newer service may know others than those named here.</summary>
/// <param name="Value">Its name in the API.</param>
[JsonConverter(typeof(WireNameConverter<PublishAction>))]
public readonly record struct PublishAction(string Value) : IWireName<PublishAction>
{
    /// <summary>It is added.</summary>
    public static readonly PublishAction Create = new("create");

    /// <summary>One of the platform's, or the SPF record, is replaced.</summary>
    public static readonly PublishAction Update = new("update");

    /// <summary>It is there, or something that does as well.</summary>
    public static readonly PublishAction Keep = new("keep");

    /// <summary>Something that is not the platform's stands in the way: nothing is done about it.</summary>
    public static readonly PublishAction Conflict = new("conflict");

    static PublishAction IWireName<PublishAction>.Of(string value) => new(value);

    /// <summary>Its name in the API.</summary>
    public override string ToString() => Value ?? "";
}
