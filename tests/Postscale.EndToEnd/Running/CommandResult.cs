namespace Postscale.EndToEnd.Running;

/// <summary>What one run of the executable came to.</summary>
internal sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
