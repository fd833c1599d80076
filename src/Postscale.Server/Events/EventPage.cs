namespace Postscale.Server.Events;

/// <summary>Some events in a row.</summary>
/// <param name="Events">The events.</param>
/// <param name="HasMore">Whether more of them are there.</param>
/// <param name="Oldest">The sequence number of the oldest event kept.</param>
/// <param name="Newest">That of the newest.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Events, bool HasMore, long? Oldest, long? Newest);
