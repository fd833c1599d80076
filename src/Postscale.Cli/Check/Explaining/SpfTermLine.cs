namespace Postscale.Cli.Check.Explaining;

/// <summary>One term of an SPF record, or of a record that it includes.</summary>
/// <param name="Term">The term in its canonical text.</param>
/// <param name="Depth">1 for the domain's own record.</param>
/// <param name="Lookups">What it costs with all below it; null where evaluation does not reach it.</param>
/// <param name="IsVoid">Whether it finds nothing.</param>
/// <param name="Note">What to know about it, or null.</param>
internal sealed record SpfTermLine(string Term, int Depth, int? Lookups, bool IsVoid, string? Note);
