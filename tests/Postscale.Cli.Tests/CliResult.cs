namespace Postscale.Cli.Tests;

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 used wrongly.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error);
