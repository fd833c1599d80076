using Postscale.Server.Accounts;

namespace Postscale.Server.Events;

/// <summary>Something that happened, as it is kept.</summary>
/// <param name="Sequence">Its number in the account and environment: 1, 2, 3 …</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Environment">The environment.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="Data">What there is to say of it, as JSON.</param>
public sealed record RecordedEvent(long Sequence, Guid Id, string Type, KeyEnvironment Environment, DateTimeOffset CreatedAt, string Data);
