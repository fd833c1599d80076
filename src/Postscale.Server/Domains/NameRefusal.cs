namespace Postscale.Server.Domains;

/// <summary>Why a name cannot be registered.</summary>
/// <param name="IsWellFormed">Whether it is a good name that is refused, and not a malformed one.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record NameRefusal(bool IsWellFormed, string Reason);
