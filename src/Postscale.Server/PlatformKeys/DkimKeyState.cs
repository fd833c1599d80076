namespace Postscale.Server.PlatformKeys;

/// <summary>Where a DKIM key of the platform is in its life.</summary>
public enum DkimKeyState
{
    /// <summary>Customers are asked to publish its selector.</summary>
    Active,

    /// <summary>Another has taken its place; it stays published until customers have followed.</summary>
    Retiring,

    /// <summary>It is no longer published and its private key is forgotten.</summary>
    Retired,
}
