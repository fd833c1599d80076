namespace Postscale.Server.Domains;

/// <summary>The order of a list.</summary>
public enum DomainSort
{
    /// <summary>Oldest first.</summary>
    CreatedAt,

    /// <summary>Newest first.</summary>
    CreatedAtDescending,

    /// <summary>By name.</summary>
    Name,
}
