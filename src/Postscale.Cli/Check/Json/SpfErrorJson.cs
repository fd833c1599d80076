namespace Postscale.Cli.Check.Json;

/// <summary>The syntax error of an SPF record.</summary>
internal sealed record SpfErrorJson(int Position, string Term, string Reason);
