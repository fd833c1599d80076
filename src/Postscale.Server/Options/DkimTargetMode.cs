namespace Postscale.Server.Options;

/// <summary>Where the DKIM aliases of customers point.</summary>
public enum DkimTargetMode
{
    /// <summary>All at the same name: that an alias is there says nothing about whose domain it is.</summary>
    Shared,

    /// <summary>Each domain's at a name of its own, which the platform publishes for it.</summary>
    PerDomain,
}
