namespace Postscale.Cli.Check.Json;

/// <summary>DNSSEC as the resolver sees it.</summary>
internal sealed record DnssecJson(string Status, int Authenticated, int Answers, IReadOnlyList<string> BogusNames);
