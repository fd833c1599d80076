using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>A running <c>postscale serve</c> and a BIND that takes signed updates; the service sees what BIND serves, through Unbound.</summary>
public sealed class PublishService : IAsyncLifetime
{
    internal const string KeyName = "publisher.example";
    internal const string Secret = "cHVibGlzaGVyJ3Mgc2VjcmV0LCAzMiBvY3RldHMgbG9uZw==";

    private static readonly string[] s_empty = ["first", "asked", "document", "changed", "sources", "refused"];

    private readonly TemporaryFolder _folder = new();
    private BindServer? _bind;
    private UnboundServer? _resolver;
    private ChildProcess? _process;

    internal string Url { get; private set; } = null!;

    internal string Key { get; private set; } = null!;

    /// <summary>BIND's address.</summary>
    internal string Server => _bind!.Endpoint.ToString();

    public async ValueTask InitializeAsync()
    {
        var zones = s_empty.ToDictionary(label => $"{label}.example", _ => "");
        zones["conflict.example"] = "postscale1._domainkey CNAME other.example.";
        zones["example"] = ApiService.Platform;
        _bind = await BindServer.StartAsync(zones, [(KeyName, "hmac-sha256", Secret)], "example");
        _resolver = await UnboundServer.StartAsync(zones.Keys.ToDictionary(z => z, _ => _bind.Endpoint, StringComparer.Ordinal));
        (_process, Url, Key) = await ApiService.StartAsync(_folder, "--dns", _resolver.Endpoint.ToString(), "--publish-allow-private", "true", "--recheck", "off", "--verify-budget", "0", "--verify-failure-budget", "0");
    }

    /// <summary>Changes a zone as somebody else would.</summary>
    internal async Task ChangeAsync(string zone, string text)
    {
        Assert.True(TsigKey.TryCreate(DnsName.Parse(KeyName), TsigAlgorithm.HmacSha256, Secret, out var key));
        using var client = new UpdateClient(_bind!.Endpoint, key);
        var name = DnsName.Parse(zone);
        var reply = await client.UpdateAsync(new ZoneUpdate(name).Add(new TxtRecord(name, RecordType.Txt, 60, [text])), TestContext.Current.CancellationToken);
        Assert.Equal(SignedOutcome.Done, reply.Outcome);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IAsyncDisposable?[])[_process, _resolver, _bind])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        _folder.Dispose();
    }
}
