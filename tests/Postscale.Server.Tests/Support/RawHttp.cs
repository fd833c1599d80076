using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Postscale.Server.Tests.Support;

/// <summary>Octets over a socket, for requests that no client library sends.</summary>
internal static partial class RawHttp
{
    /// <summary>Sends a request and reads the answer, to its length or to the end of the connection.</summary>
    public static async Task<string> SendAsync(Uri address, byte[] request)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, bound.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(request, bound.Token);
        using var answer = new MemoryStream();
        var buffer = new byte[4096];
        while (!IsWhole(answer) && await stream.ReadAsync(buffer, bound.Token) is > 0 and var read)
        {
            answer.Write(buffer, 0, read);
        }

        return Text(answer);
    }

    public static Task<string> SendAsync(Uri address, string request) => SendAsync(address, Encoding.Latin1.GetBytes(request));

    /// <summary>Whether an answer of a known length has arrived to its end. The connection may live on for a while.</summary>
    private static bool IsWhole(MemoryStream answer)
    {
        var text = Text(answer);
        return text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end
            && Length().Match(text[..end]) is { Success: true } length
            && text.Length - end - 4 >= int.Parse(length.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static string Text(MemoryStream answer) => Encoding.Latin1.GetString(answer.GetBuffer(), 0, (int)answer.Length);

    [GeneratedRegex("\r\nContent-Length: ([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
