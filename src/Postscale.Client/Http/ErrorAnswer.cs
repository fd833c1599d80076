namespace Postscale.Client.Http;

/// <summary>The body of an error.</summary>
internal sealed record ErrorAnswer
{
    /// <summary>What went wrong, in a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>Its stable name.</summary>
    public string? Code { get; init; }

    /// <summary>The field at fault.</summary>
    public string? Field { get; init; }

    /// <summary>The request's id.</summary>
    public string? RequestId { get; init; }
}
