using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class GoneClientTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Idempotency-Key: gone\r\n")]
    public async Task A_client_that_resets_the_connection_amid_a_body_is_counted_and_is_no_error(string header)
    {
        await using var service = await TestService.StartAsync();
        var client = await service.ClientAsync();
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
            await SendAsync(socket, $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.Key}\r\n{header}Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
            // The service asks for the body when it begins to read: then it waits for the rest.
            Assert.True(await socket.ReceiveAsync(new byte[1024], TestContext.Current.CancellationToken) > 0);
            await SendAsync(socket, "{\"domain\":");
            // To close at once, without a goodbye, sends RST.
            socket.LingerState = new LingerOption(true, 0);
        }

        await service.Log.SeesAsync("POST /v1/domains 499 in ");
        Assert.DoesNotContain(service.Log.Lines, l => l.Level >= LogLevel.Error);
        Assert.Contains(
            "postscale_http_requests_total{method=\"POST\",route=\"/v1/domains\",status=\"499\"} 1\n", (await service.Nobody.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    private static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
}
