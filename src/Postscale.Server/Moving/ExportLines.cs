using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Postscale.Server.Moving;

/// <summary>Takes an export apart into its lines, each one JSON object.</summary>
internal static class ExportLines
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads the lines. Each is to be disposed of before the next.</summary>
    /// <param name="input">The export.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImportRefusal">A line is too long or no JSON object.</exception>
    public static async IAsyncEnumerable<(long Number, JsonDocument Line)> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var number = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            while (Next(ref buffer, read.IsCompleted) is { } line)
            {
                number++;
                yield return (number, Parse(number, line));
            }

            if (read.IsCompleted)
            {
                break;
            }

            if (buffer.Length > ExportFormat.MaxLine)
            {
                throw new ImportRefusal(number + 1, $"it is longer than {ExportFormat.MaxLine} bytes");
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }

    private static ReadOnlySequence<byte>? Next(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
        {
            return null;
        }

        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static JsonDocument Parse(long number, ReadOnlySequence<byte> line)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(line, s_strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }
        }
        catch (JsonException)
        {
            // It is said below.
        }

        document?.Dispose();
        throw new ImportRefusal(number, "it is not one JSON object, as every line of an export is; the file is damaged, or was cut short here");
    }
}
