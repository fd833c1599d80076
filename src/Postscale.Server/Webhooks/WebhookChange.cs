namespace Postscale.Server.Webhooks;

/// <summary>What to change of a webhook; null leaves as it is.</summary>
/// <param name="Url">The URL.</param>
/// <param name="EventTypes">The types of events; empty for all.</param>
/// <param name="Description">What its owner calls it.</param>
/// <param name="Active">Whether events are sent.</param>
public sealed record WebhookChange(Uri? Url, IReadOnlyList<string>? EventTypes, string? Description, bool? Active)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => Url is null && EventTypes is null && Description is null && Active is null;
}
