namespace Postscale.Server.PlatformKeys;

/// <summary>A DKIM key of the platform, without its private key.</summary>
/// <param name="Selector">The selector.</param>
/// <param name="PublicRecord">The text of the key record to publish (RFC 6376 §3.6.1).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RetiringAt">When another took its place; null while it is the active one.</param>
/// <param name="RetiredAt">When it was retired, or null.</param>
public sealed record DkimKey(string Selector, string PublicRecord, DateTimeOffset CreatedAt, DateTimeOffset? RetiringAt = null, DateTimeOffset? RetiredAt = null)
{
    /// <summary>Where it is in its life.</summary>
    public DkimKeyState State => RetiredAt is not null ? DkimKeyState.Retired : RetiringAt is not null ? DkimKeyState.Retiring : DkimKeyState.Active;

    /// <summary>Whether its record must be in DNS.</summary>
    public bool IsPublished => State != DkimKeyState.Retired;
}
