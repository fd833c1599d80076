using Postscale.Server.Auditing;

namespace Postscale.Server.Verification;

/// <summary>Who asked for a check.</summary>
/// <param name="Actor">Who.</param>
/// <param name="IsAfterPublishing">
/// Whether it only shows what publishing came to. Caches may not have what was just published: such a check takes a domain's state from it no sooner than one in the background.
/// </param>
public sealed record CheckAsker(Actor Actor, bool IsAfterPublishing = false);
