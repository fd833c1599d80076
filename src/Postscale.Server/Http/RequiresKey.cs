using Postscale.Server.Accounts;

namespace Postscale.Server.Http;

/// <summary>Marks an endpoint that needs a key.</summary>
/// <param name="Scope">What the key must be allowed to do.</param>
internal sealed record RequiresKey(KeyScopes Scope);
