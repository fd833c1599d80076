using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.Testing;

/// <summary>Asks a test server plain questions until it is as the test needs it.</summary>
internal static class DnsProbe
{
    /// <summary>Waits until the server's answer satisfies a condition.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static async Task WaitAsync(
        IPEndPoint server,
        string name,
        RecordType type,
        Func<DnsMessage, bool> condition,
        Func<string> explain,
        ChildProcess process,
        TimeSpan? patience = null)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < (patience ?? TimeSpan.FromSeconds(10)))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended: {explain()}");
            }

            if (await AskAsync(server, DnsName.Parse(name), type, TimeSpan.FromMilliseconds(200)) is { } message && condition(message))
            {
                return;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"the server at {server} is not as it should be: {explain()}");
    }

    private static async Task<DnsMessage?> AskAsync(IPEndPoint server, DnsName name, RecordType type, TimeSpan timeout)
    {
        var query = new byte[QueryWriter.MaxLength];
        var length = QueryWriter.Write(query, name, type, new QueryOptions(true, 1232, false));
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await socket.ConnectAsync(server, deadline.Token);
            await socket.SendAsync(query.AsMemory(0, length), deadline.Token);
            var buffer = new byte[4096];
            var received = await socket.ReceiveAsync(buffer, deadline.Token);
            return DnsMessage.TryRead(buffer.AsSpan(0, received), out var message, out _) ? message : null;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
