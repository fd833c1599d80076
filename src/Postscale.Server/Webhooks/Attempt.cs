namespace Postscale.Server.Webhooks;

/// <summary>What one try to deliver came to.</summary>
/// <param name="Status">The HTTP status of the answer; null when there was none.</param>
/// <param name="Error">Why it is not delivered, for the webhook's owner; null when it is.</param>
/// <param name="Excerpt">The beginning of the answer's body; null when there was no answer.</param>
/// <param name="Duration">From the look-up to the end of the answer.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone; null when it did not.</param>
internal sealed record Attempt(int? Status, string? Error, string? Excerpt, TimeSpan Duration, TimeSpan? RetryAfter)
{
    /// <summary>Whether the receiver has it.</summary>
    public bool IsDelivered => Error is null;

    /// <summary>Whether the receiver says that it is there no more (RFC 9110 §15.5.11).</summary>
    public bool IsGone => Status == 410;
}
