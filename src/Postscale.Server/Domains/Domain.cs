using Postscale.Server.Accounts;

namespace Postscale.Server.Domains;

/// <summary>A domain of an account.</summary>
public sealed record Domain
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account it belongs to.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The environment it belongs to.</summary>
    public required KeyEnvironment Environment { get; init; }

    /// <summary>The name, as lower-case A-labels.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required DomainType Type { get; init; }

    /// <summary>Whether mail for any address is taken.</summary>
    public required bool CatchAllEnabled { get; init; }

    /// <summary>Whether it takes part in mail at all.</summary>
    public required bool Active { get; init; }

    /// <summary>The secret that proves ownership once it stands in DNS: 32 lower-case hex digits.</summary>
    public required string Token { get; init; }

    /// <summary>For an alias, the domain it forwards to.</summary>
    public PrimaryDomain? Primary { get; init; }

    /// <summary>The record kinds that hold, one bit each.</summary>
    public long RecordsHolding { get; init; }

    /// <summary>Whether ownership and all that the type needs hold.</summary>
    public bool Verified { get; init; }

    /// <summary>When it last became verified; null while it is not.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The last completed check.</summary>
    public DateTimeOffset? LastDnsCheck { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its settings or its state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
