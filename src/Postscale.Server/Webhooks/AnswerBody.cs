using System.Buffers;
using System.Text;

namespace Postscale.Server.Webhooks;

/// <summary>Reads of an answer what is worth keeping, and no more than is allowed.</summary>
internal static class AnswerBody
{
    /// <summary>How much is kept for the webhook's owner to see, in octets.</summary>
    public const int ExcerptLength = 1024;

    /// <summary>Reads a body up to a limit; what comes after it is left unread.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">The limit in octets.</param>
    /// <param name="cancellationToken">Ends the reading; what has been read till then is answered.</param>
    /// <returns>The beginning, as text.</returns>
    public static async Task<string> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var kept = new byte[ExcerptLength];
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var total = 0;
        try
        {
            while (total < limit && await body.ReadAsync(buffer.AsMemory(0, Math.Min(4096, limit - total)), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if (total < kept.Length)
                {
                    buffer.AsSpan(0, Math.Min(read, kept.Length - total)).CopyTo(kept.AsSpan(total));
                }

                total += read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The status has come, and decides. The body is only for people to look at.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Text(kept.AsSpan(0, Math.Min(total, kept.Length)));
    }

    /// <summary>Text without control characters: databases refuse U+0000, and terminals obey others.</summary>
    private static string Text(ReadOnlySpan<byte> octets) =>
        string.Create(Encoding.UTF8.GetCharCount(octets), Encoding.UTF8.GetString(octets), static (target, text) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t') ? '\uFFFD' : text[i];
            }
        });
}
