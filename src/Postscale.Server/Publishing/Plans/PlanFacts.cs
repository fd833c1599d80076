namespace Postscale.Server.Publishing;

/// <summary>What a plan is made from beside the zone itself.</summary>
/// <param name="Spf">What is to become of the SPF record, where there is one.</param>
/// <param name="InheritedDmarc">The domain above whose DMARC policy holds for this one; null where none does.</param>
internal sealed record PlanFacts(SpfAdvice Spf, string? InheritedDmarc)
{
    /// <summary>Whether DNS did not say if there is a DMARC policy above.</summary>
    public bool IsDmarcUnread { get; init; }
}
