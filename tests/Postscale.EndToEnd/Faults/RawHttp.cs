using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Postscale.EndToEnd.Faults;

/// <summary>A connection on which a test says octet by octet what is sent, and sees what comes.</summary>
internal sealed class RawHttp : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StringBuilder _read = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>What was received and is not taken yet.</summary>
    public string Received => _read.ToString();

    /// <summary>Whether the last answer said that the connection ends with it (RFC 9112 §9.6).</summary>
    public bool IsClosing { get; private set; }

    public static async Task<RawHttp> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var http = new RawHttp();
        try
        {
            await http._socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            return http;
        }
        catch
        {
            await http.DisposeAsync();
            throw;
        }
    }

    /// <summary>The text of a request.</summary>
    public static string Request(string method, string path, string? key = null, string? body = null) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
        + (key is null ? "" : $"Authorization: Bearer {key}\r\n")
        + (body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n")
        + $"\r\n{body}";

    public async Task SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => await _socket.SendAsync(octets, cancellationToken);

    public Task SendAsync(string text, CancellationToken cancellationToken) => SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Receives more.</summary>
    /// <returns>Whether something came; otherwise the other side has closed.</returns>
    public async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        var count = await _socket.ReceiveAsync(_buffer, cancellationToken);
        _read.Append(Encoding.Latin1.GetString(_buffer, 0, count));
        return count > 0;
    }

    /// <summary>Receives one answer that has a length.</summary>
    /// <returns>Its status; null if the connection was closed before its first octet.</returns>
    /// <exception cref="IOException">It was closed within the answer.</exception>
    public async Task<int?> AnswerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var text = _read.ToString();
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length >= end + 4 + LengthOf(text[..end]))
            {
                IsClosing = text[..end].Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase);
                _read.Remove(0, end + 4 + LengthOf(text[..end]));
                return int.Parse(text["HTTP/1.1 ".Length..][..3], CultureInfo.InvariantCulture);
            }

            if (!await ReceiveAsync(cancellationToken))
            {
                return text.Length == 0 ? null : throw new IOException($"the connection was closed within an answer: {text}");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int LengthOf(string head)
    {
        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? throw new IOException($"an answer without a length: {head}") : int.Parse(head[(at + Name.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
