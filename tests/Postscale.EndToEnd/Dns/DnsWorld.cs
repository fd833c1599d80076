using System.Net;
using Postscale.Testing;

namespace Postscale.EndToEnd.Dns;

/// <summary>
/// Real DNS for all tests: NSD holds the zone <c>example</c> and what tests add below it, and Unbound, which keeps nothing,
/// is the resolver before it. Each test uses names of its own.
/// </summary>
public sealed class DnsWorld : IAsyncLifetime
{
    private NsdServer? _authority;
    private UnboundServer? _resolver;

    /// <summary>The resolver to give the service.</summary>
    internal IPEndPoint Resolver => _resolver!.Endpoint;

    public async ValueTask InitializeAsync()
    {
        _authority = await NsdServer.StartAsync(new Dictionary<string, string> { ["example"] = "" });
        _resolver = await UnboundServer.StartAsync(_authority);
    }

    /// <summary>Publishes a zone in place of what it was, and returns once it is served.</summary>
    /// <param name="name">A name below <c>example</c>.</param>
    /// <param name="records">Its records in zone file form.</param>
    internal Task PublishAsync(string name, string records) => _authority!.ReplaceZoneAsync(name, records);

    public async ValueTask DisposeAsync()
    {
        if (_resolver is not null)
        {
            await _resolver.DisposeAsync();
        }

        if (_authority is not null)
        {
            await _authority.DisposeAsync();
        }
    }
}
