namespace Postscale.Cli.Check.Json;

/// <summary>What to publish.</summary>
internal sealed record ExpectedJson(string Type, string Name, string Value, int? Priority);
