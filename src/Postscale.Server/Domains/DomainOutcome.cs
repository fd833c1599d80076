namespace Postscale.Server.Domains;

/// <summary>What a change came to.</summary>
public enum DomainOutcome
{
    /// <summary>It is made.</summary>
    Done,

    /// <summary>There is no such domain.</summary>
    NotFound,

    /// <summary>The account has a domain of that name.</summary>
    Exists,

    /// <summary>The primary domain cannot be one.</summary>
    PrimaryInvalid,

    /// <summary>Aliases forward to the domain, and the change would leave them nowhere.</summary>
    IsPrimary,
}
