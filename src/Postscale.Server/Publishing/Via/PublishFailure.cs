namespace Postscale.Server.Publishing;

/// <summary>Why nothing more can be done.</summary>
internal enum PublishFailure
{
    /// <summary>A field of the request is not valid.</summary>
    Invalid,

    /// <summary>The address is one that is not connected to.</summary>
    TargetRefused,

    /// <summary>The provider does not accept the credentials, or does not hold the zone.</summary>
    Refused,

    /// <summary>The provider could not be reached, or what it answered makes no sense.</summary>
    Failed,

    /// <summary>The zone has changed since it was read.</summary>
    ZoneChanged,
}
