using System.ComponentModel;

namespace Postscale.Server.Events;

/// <summary>Events in the order in which they happened.</summary>
/// <param name="Events">The events.</param>
/// <param name="NextAfter">Where to go on.</param>
/// <param name="HasMore">Whether there are more now.</param>
/// <param name="OldestSequence">The oldest that is kept.</param>
[Description("Events in the order in which they happened.")]
internal sealed record EventListJson(
    [property: Description("The events, the oldest first.")] IReadOnlyList<EventJson> Events,
    [property: Description("What to give as `after` to read on: the sequence number of the last event read, of whatever type.")] long NextAfter,
    [property: Description("Whether there are more already.")] bool HasMore,
    [property: Description("The sequence number of the oldest event that is still kept; null when there is none. If it is greater than the `after` you gave, plus one, you have missed some: read the domains anew.")] long? OldestSequence);
