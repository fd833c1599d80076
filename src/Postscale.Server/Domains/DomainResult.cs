namespace Postscale.Server.Domains;

/// <summary>What a change came to.</summary>
/// <param name="Outcome">Whether it is made.</param>
/// <param name="Domain">The domain, if it is.</param>
/// <param name="Problem">A sentence for people, if it is not.</param>
public sealed record DomainResult(DomainOutcome Outcome, Domain? Domain, string? Problem)
{
    /// <summary>There is no such domain.</summary>
    public static readonly DomainResult NotFound = new(DomainOutcome.NotFound, null, null);
}
