namespace Postscale.Server.Publishing;

/// <summary>What is to become of the one SPF record that a domain has.</summary>
/// <param name="Record">The record to have; the present one where it holds already; null where none can be given.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record SpfAdvice(string? Record, string? Refusal)
{
    /// <summary>There is no record to advise about.</summary>
    public static readonly SpfAdvice None = new(null, null);

    public static SpfAdvice Refuse(string reason) => new(null, reason);
}
