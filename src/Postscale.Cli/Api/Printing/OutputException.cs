namespace Postscale.Cli.Api.Printing;

/// <summary>Standard output cannot be written, so that what was printed is lost.</summary>
/// <param name="cause">The system's word for it.</param>
internal sealed class OutputException(Exception cause) : IOException($"standard output cannot be written: {cause.Message}", cause)
{
    // EPIPE, the same number on Linux and macOS.
    private const int BrokenPipe = 32;

    /// <summary>Whether it is a pipe without a reader, as behind <c>| head -1</c>: no fault of anybody's.</summary>
    public bool IsUnheard { get; } = cause.HResult == BrokenPipe;
}
