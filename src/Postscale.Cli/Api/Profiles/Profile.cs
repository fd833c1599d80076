namespace Postscale.Cli.Api.Profiles;

/// <summary>A service that somebody has logged in to.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Key">The key to call it with.</param>
internal sealed record Profile(string Url, string Key)
{
    /// <summary>The key's first and last characters.</summary>
    public string Hint => Key.Length > 16 ? $"{Key[..12]}…{Key[^4..]}" : "…";

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => Url;
}
