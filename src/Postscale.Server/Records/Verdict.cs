namespace Postscale.Server.Records;

/// <summary>What a look at one record came to.</summary>
public enum Verdict
{
    /// <summary>It is there and right.</summary>
    Holds,

    /// <summary>It is not there, or what is there does not name the platform.</summary>
    Missing,

    /// <summary>It is there and does not work.</summary>
    Invalid,

    /// <summary>DNS could not be read: decides nothing.</summary>
    Unreadable,
}
