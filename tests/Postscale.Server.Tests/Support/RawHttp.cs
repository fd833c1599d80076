using System.Net.Sockets;
using System.Text;

namespace Postscale.Server.Tests.Support;

/// <summary>Octets over a socket, for requests that no client library sends.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request that asks for the connection to be closed, and reads all that comes back.</summary>
    public static async Task<string> SendAsync(Uri address, byte[] request)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, bound.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(request, bound.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, bound.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public static Task<string> SendAsync(Uri address, string request) => SendAsync(address, Encoding.Latin1.GetBytes(request));
}
