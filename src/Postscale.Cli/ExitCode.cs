namespace Postscale.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The question could not be decided: DNS could not be read.</summary>
    public const int Unread = 2;
}
