using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Postscale.Cli.Api.Printing;

/// <summary>Standard output that tells when it cannot be written or nobody reads it any more: the console's own keeps some of that to itself.</summary>
internal sealed class StandardOutput : Stream
{
    private static readonly Lazy<TextWriter> s_writer = new(() => new StreamWriter(new StandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });

    private readonly Lazy<Stream> _stream = new(OpenStream);

    /// <summary>For text. What is written is there at once.</summary>
    public static TextWriter Writer => s_writer.Value;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OutputException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _stream.Value.Write(buffer);
        }
        catch (Exception e) when (IsOfTheStream(e))
        {
            throw new OutputException(e);
        }
    }

    /// <exception cref="OutputException">It cannot be written.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _stream.Value.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheStream(e))
        {
            throw new OutputException(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // Nothing is kept back.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static Stream OpenStream()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        // The console's stream takes a pipe without a reader for a good one.
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file has no reader to lose, and its place is shared with others who write to it.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Also what is thrown where standard output is closed, or something else was opened in its place.</summary>
    private static bool IsOfTheStream(Exception failure) => failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
