using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Updates;

/// <summary>A real BIND with a zone that takes updates, and one that does not.</summary>
public sealed class UpdateServer : IAsyncLifetime
{
    public const string Zone = "updated.example";
    public const string Locked = "locked.example";

    private static readonly (string Name, string Algorithm, string Secret)[] s_keys =
    [
        ("publisher.example", "hmac-sha256", "cHVibGlzaGVyJ3Mgc2VjcmV0LCAzMiBvY3RldHMgbG9uZw=="),
        ("stronger.example", "hmac-sha384", "c3Ryb25nZXIgc2VjcmV0IG9mIHRoaXMgdGVzdCwgbG9uZyBlbm91Z2ggZm9yIDM4NCBiaXRz"),
        ("strongest.example", "hmac-sha512", "c3Ryb25nZXN0IHNlY3JldCBvZiB0aGlzIHRlc3QsIGxvbmcgZW5vdWdoIGZvciA1MTIgYml0cyBvZiBpdA=="),
    ];

    private BindServer? _bind;

    public IPEndPoint Endpoint => _bind!.Endpoint;

    public static TsigKey Key(int index, string? name = null, string? secret = null)
    {
        var known = s_keys[index];
        Assert.True(TsigKey.TryParseAlgorithm(known.Algorithm, out var algorithm));
        Assert.True(TsigKey.TryCreate(DnsName.Parse(name ?? known.Name), algorithm, secret ?? known.Secret, out var key));
        return key;
    }

    public async ValueTask InitializeAsync() =>
        _bind = await BindServer.StartAsync(new Dictionary<string, string> { [Zone] = "", [Locked] = "" }, s_keys, Locked);

    public async ValueTask DisposeAsync()
    {
        if (_bind is not null)
        {
            await _bind.DisposeAsync();
        }
    }
}
