using System.Net;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>A stand-in for Cloudflare, whose records are what DNS holds.</summary>
public sealed class CloudflareWorld : PublishWorld
{
    private IReadOnlyDictionary<string, (string Host, string Type, string Value)[]> _zones = null!;

    internal CloudflareStandIn StandIn { get; private set; } = null!;

    internal override string Via => "cloudflare";

    internal override string Secret => "an-api-token-of-this-test_0123456789";

    internal override string SecretField => "cloudflare.api_token";

    internal override string Credentials(string secret) => $$"""{"api_token":{{ApiClient.Quote(secret)}}}""";

    internal override async Task<IPEndPoint?> StartAsync(IReadOnlyDictionary<string, (string Host, string Type, string Value)[]> zones)
    {
        (_zones, StandIn) = (zones, await CloudflareStandIn.StartAsync(Secret));
        return null;
    }

    // What the operator names is connected to wherever it is.
    internal override PostscaleOptions Configure(PostscaleOptions options) => options with { PublishAllowPrivate = false, PublishCloudflareUrl = StandIn.Url };

    internal override Task ReadyAsync()
    {
        Service.Zone.Address("mail.example", "192.0.2.9");
        StandIn.Changed = Publish;
        foreach (var (name, records) in _zones)
        {
            StandIn.AddZone(name, records.Select(r => (r.Host == "@" ? name : $"{r.Host}.{name}", r.Type, r.Value)));
        }

        return Task.CompletedTask;
    }

    internal override Task AddAsync(string zone, string name, string type, string value)
    {
        StandIn.AddRecord(zone, name, type, value);
        return Task.CompletedTask;
    }

    internal override async Task StopAsync() => await StandIn.DisposeAsync();

    private void Publish(string name, IReadOnlyList<(string Type, string Value)> records)
    {
        Service.Zone.Remove(name);
        foreach (var (type, value) in records)
        {
            _ = type switch
            {
                "TXT" => Service.Zone.Txt(name, value),
                "MX" => Service.Zone.Mx(name, ushort.Parse(value.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), value.Split(' ')[1]),
                "CNAME" => Service.Zone.Cname(name, value),
                _ => Service.Zone.Address(name, value),
            };
        }
    }
}
