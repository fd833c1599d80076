namespace Postscale.Server.Publishing;

/// <summary>Publishing cannot go on. Its message is for the caller, and holds nothing secret.</summary>
/// <param name="failure">What kind of failure.</param>
/// <param name="message">A sentence a person can act on.</param>
/// <param name="field">The field of the request at fault, where it is one.</param>
internal sealed class PublishException(PublishFailure failure, string message, string? field = null) : Exception(message)
{
    /// <summary>What kind of failure.</summary>
    public PublishFailure Failure { get; } = failure;

    /// <summary>The field of the request at fault, where it is one.</summary>
    public string? Field { get; } = field;

    /// <summary>Whether changes were made before it, or perhaps were.</summary>
    public bool MayHaveChanged { get; init; }
}
