using System.Net;
using System.Net.Sockets;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

public sealed class TargetConnectionTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TargetConnectionTests() => _listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Without_IPv6_in_the_kernel_the_next_address_is_tried()
    {
        await using var stream = await TargetConnection.OpenAsync([IPAddress.IPv6Loopback, IPAddress.Loopback], Port, WithoutIpv6, Token);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, Port), stream.Socket.RemoteEndPoint);
    }

    [Fact]
    public async Task Where_that_is_the_last_address_it_is_what_is_told()
    {
        var e = await Assert.ThrowsAsync<SocketException>(() => TargetConnection.OpenAsync([IPAddress.IPv6Loopback], Port, WithoutIpv6, Token));
        Assert.Equal(SocketError.AddressFamilyNotSupported, e.SocketErrorCode);
    }

    /// <summary>As a kernel that was started with <c>ipv6.disable=1</c> has it.</summary>
    private static Socket WithoutIpv6(AddressFamily family) => family == AddressFamily.InterNetworkV6
        ? throw new SocketException((int)SocketError.AddressFamilyNotSupported)
        : new Socket(family, SocketType.Stream, ProtocolType.Tcp);
}
