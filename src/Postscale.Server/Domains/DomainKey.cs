namespace Postscale.Server.Domains;

/// <summary>How a client names one of its domains: by id or by name.</summary>
/// <param name="Id">The id, or null.</param>
/// <param name="Name">The name as A-labels, or null.</param>
public sealed record DomainKey(Guid? Id, string? Name)
{
    /// <summary>Names no domain, on purpose: takes a primary domain away.</summary>
    public static readonly DomainKey None = new(null, null);
}
