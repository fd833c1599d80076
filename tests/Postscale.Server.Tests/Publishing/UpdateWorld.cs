using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>BIND, which takes signed updates.</summary>
public sealed class UpdateWorld : PublishWorld
{
    internal const string KeyName = "publisher.example";

    internal static readonly (string Name, string Algorithm, string Secret)[] Keys =
    [
        (KeyName, "hmac-sha256", "cHVibGlzaGVyJ3Mgc2VjcmV0LCAzMiBvY3RldHMgbG9uZw=="),
        ("stronger.example", "hmac-sha384", "c3Ryb25nZXIgc2VjcmV0IG9mIHRoaXMgdGVzdCwgbG9uZyBlbm91Z2ggZm9yIDM4NCBiaXRz"),
        ("strongest.example", "hmac-sha512", "c3Ryb25nZXN0IHNlY3JldCBvZiB0aGlzIHRlc3QsIGxvbmcgZW5vdWdoIGZvciA1MTIgYml0cyBvZiBpdA=="),
    ];

    internal BindServer Bind { get; private set; } = null!;

    internal override string Via => "rfc2136";

    internal override string Secret => Keys[0].Secret;

    internal override string SecretField => "rfc2136.secret";

    internal override string Credentials(string secret) => CredentialsOf(Bind.Endpoint, Keys[0] with { Secret = secret });

    internal static string CredentialsOf(IPEndPoint server, (string Name, string Algorithm, string Secret) key) =>
        $$"""{"server":"{{server}}","key_name":"{{key.Name}}","algorithm":"{{key.Algorithm}}","secret":{{ApiClient.Quote(key.Secret)}}}""";

    internal override async Task<IPEndPoint?> StartAsync(IReadOnlyDictionary<string, (string Host, string Type, string Value)[]> zones)
    {
        var files = zones.ToDictionary(z => z.Key, z => ZoneFileOf(z.Value));
        foreach (var (name, records) in Shared)
        {
            files[name] = records;
        }

        Bind = await BindServer.StartAsync(files, Keys, [.. Shared.Keys]);
        return Bind.Endpoint;
    }

    internal override async Task AddAsync(string zone, string name, string type, string value)
    {
        Assert.True(TsigKey.TryCreate(DnsName.Parse(KeyName), TsigAlgorithm.HmacSha256, Secret, out var key));
        using var client = new UpdateClient(Bind.Endpoint, key);
        var owner = DnsName.Parse(name);
        DnsRecord record = type == "A" ? new AddressRecord(owner, 60, IPAddress.Parse(value)) : new TxtRecord(owner, RecordType.Txt, 60, [value]);
        var reply = await client.UpdateAsync(new ZoneUpdate(DnsName.Parse(zone)).Add(record), TestContext.Current.CancellationToken);
        Assert.Equal(SignedOutcome.Done, reply.Outcome);
    }

    internal override async Task StopAsync() => await Bind.DisposeAsync();
}
