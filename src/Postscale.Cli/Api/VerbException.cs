namespace Postscale.Cli.Api;

/// <summary>Ends a verb with an exit code and a sentence on standard error.</summary>
/// <param name="exit">The code.</param>
/// <param name="message">The sentence.</param>
internal sealed class VerbException(int exit, string message) : Exception(message)
{
    public int Exit => exit;
}
