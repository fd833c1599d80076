namespace Postscale.Server.PlatformKeys;

/// <summary>What a change of the platform's DKIM keys came to.</summary>
/// <param name="Key">The key that was made or retired; null if nothing was changed.</param>
/// <param name="Former">For a rotation, the key that was active before.</param>
/// <param name="Problem">Why nothing was changed: a sentence without its full stop, or null.</param>
public sealed record DkimKeyChange(DkimKey? Key, DkimKey? Former = null, string? Problem = null)
{
    /// <summary>Nothing was changed.</summary>
    /// <param name="problem">Why.</param>
    public static DkimKeyChange Refused(string problem) => new(null, Problem: problem);
}
