namespace Postscale.Server.Accounts;

/// <summary>What became of a change of keys, and the key that came of it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Key">The new key.</param>
/// <param name="Text">The new key's text, which is kept nowhere.</param>
/// <param name="Lacking">The scopes that the caller's own key lacks.</param>
internal sealed record KeyResult(KeyOutcome Outcome, ApiKey? Key = null, string? Text = null, KeyScopes Lacking = KeyScopes.None)
{
    /// <summary>The account has no such key in force.</summary>
    public static readonly KeyResult NotFound = new(KeyOutcome.NotFound);
}
