namespace Postscale.Client;

/// <summary>What is done about a record. Values of the same name and type that are not the platform's stay, and are not shown.</summary>
public sealed record PublishChange
{
    /// <summary>What.</summary>
    public required PublishAction Action { get; init; }

    /// <summary>What kind of record.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>Its type: TXT, MX or CNAME.</summary>
    public required string Type { get; init; }

    /// <summary>Its full name.</summary>
    public required string Name { get; init; }

    /// <summary>The values before.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>The values afterwards.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Why, where there is something to say.</summary>
    public string? Reason { get; init; }
}
