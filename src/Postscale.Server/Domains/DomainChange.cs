namespace Postscale.Server.Domains;

/// <summary>What an update asks for; null leaves a setting as it is.</summary>
/// <param name="Type">The type.</param>
/// <param name="CatchAllEnabled">Whether mail for any address is taken.</param>
/// <param name="Active">Whether it takes part in mail.</param>
/// <param name="Primary">For an alias, the domain it forwards to.</param>
public sealed record DomainChange(DomainType? Type, bool? CatchAllEnabled, bool? Active, DomainKey? Primary)
{
    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => this is { Type: null, CatchAllEnabled: null, Active: null, Primary: null };
}
