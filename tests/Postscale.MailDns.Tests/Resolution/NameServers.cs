using Postscale.Testing;

[assembly: AssemblyFixture(typeof(Postscale.MailDns.Tests.Resolution.NameServers))]

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>One real authoritative and one real recursive server for all tests that only read.</summary>
public sealed class NameServers : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.Ordinal)
    {
        ["customer.test"] = $"""
            @ TXT "v=spf1 include:_spf.platform.test ~all"
            @ TXT "one " "two " "three"
            @ MX 10 mx.platform.test.
            @ MX 20 mx2
            @ TYPE99 \# 4 03616263
            @ CAA 0 issue "ca.test"
            mx2 A 192.0.2.2
            mx2 AAAA 2001:db8::2
            null MX 0 .
            ps-bounces CNAME bounces.platform.test.
            dangling CNAME nothing.platform.test.
            nodata CNAME mx.platform.test.
            circle1 CNAME circle2.platform.test.
            below.empty TXT "below an empty name"
            *.wild TXT "wild"
            tree DNAME tree.platform.test.
            {string.Join('\n', Enumerable.Range(0, 40).Select(i => $"big TXT \"{i:D2} {new string('x', 200)}\""))}
            1.2.0.192 PTR mx2
            """,
        ["platform.test"] = """
            mx A 192.0.2.1
            bounces CNAME really
            really A 192.0.2.3
            leaf.tree TXT "through the tree"
            circle2 CNAME circle1.customer.test.
            """,
    };

    public NsdServer Authority { get; private set; } = null!;

    public UnboundServer Recursive { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Authority = await NsdServer.StartAsync(Zones);
        Recursive = await UnboundServer.StartAsync(Authority);
    }

    public async ValueTask DisposeAsync()
    {
        await Recursive.DisposeAsync();
        await Authority.DisposeAsync();
    }
}
