namespace Postscale.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The question could not be decided: DNS could not be read.</summary>
    public const int Unread = 2;

    /// <summary>There is no key, or it may not do this.</summary>
    public const int Denied = 3;

    /// <summary>Too much was asked for in too short a time.</summary>
    public const int RateLimited = 4;

    /// <summary>The service could not be reached, or was not ready.</summary>
    public const int Network = 5;

    /// <summary>Standard output could not be written (EX_IOERR of sysexits.h): what was to be seen is lost, and what was to be done may have been.</summary>
    public const int Unwritten = 74;

    /// <summary>Ended from outside, as shells count it: 128 and SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads the output any more, as shells count it: 128 and SIGPIPE.</summary>
    public const int Unheard = 141;
}
