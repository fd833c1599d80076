namespace Postscale.Server.PlatformRecords;

/// <summary>What a look at one of the platform's own records came to.</summary>
public enum PlatformVerdict
{
    /// <summary>It is there and right.</summary>
    Ok,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Something else is there.</summary>
    Wrong,

    /// <summary>DNS could not be read: nothing is decided.</summary>
    Unreadable,
}
