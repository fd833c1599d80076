namespace Postscale.Client.Http;

/// <summary>What is answered where there is nothing else to say.</summary>
internal sealed record Done
{
    /// <summary>What was done, such as deleted.</summary>
    public string? Status { get; init; }
}
