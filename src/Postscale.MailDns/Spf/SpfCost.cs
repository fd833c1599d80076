namespace Postscale.MailDns.Spf;

/// <summary>What one term costs of the look-ups (RFC 7208 §4.6.4).</summary>
/// <param name="Path">The terms that lead to it and the term itself, from the domain's own record: "include:a.example > mx".</param>
/// <param name="Depth">1 for a term of the domain's own record, 2 for one of a record that it includes, and so on.</param>
/// <param name="Lookups">The look-ups of the term and of everything below it, as far as the evaluation went.</param>
public sealed record SpfCost(string Path, int Depth, int Lookups);
