namespace Postscale.Cli.Check.Json;

/// <summary>One term of the SPF record, or of one that it includes.</summary>
internal sealed record SpfTermJson(string Term, int Depth, int? Lookups, bool Void, string? Note);
