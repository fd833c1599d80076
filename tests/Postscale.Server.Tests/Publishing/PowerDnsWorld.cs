using System.Net;
using System.Text;
using Postscale.Server.Records;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>PowerDNS with its API.</summary>
public sealed class PowerDnsWorld : PublishWorld
{
    internal PowerDnsServer Server { get; private set; } = null!;

    internal override string Via => "powerdns";

    internal override string Secret => PowerDnsServer.ApiKey;

    internal override string SecretField => "powerdns.api_key";

    internal override string Credentials(string secret) => CredentialsOf(Server.Url, secret);

    internal static string CredentialsOf(Uri url, string secret) => $$"""{"url":"{{url}}","api_key":{{ApiClient.Quote(secret)}}}""";

    internal override async Task<IPEndPoint?> StartAsync(IReadOnlyDictionary<string, (string Host, string Type, string Value)[]> zones)
    {
        var files = zones.ToDictionary(z => z.Key, z => ZoneFileOf(z.Value));
        foreach (var (name, records) in Shared)
        {
            files[name] = records;
        }

        Server = await PowerDnsServer.StartAsync(files);
        return Server.Endpoint;
    }

    internal override async Task AddAsync(string zone, string name, string type, string value)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/servers/localhost/zones/{zone}.")
        {
            Content = new StringContent(
                $$"""{"rrsets":[{"name":"{{name}}.","type":"{{type}}","ttl":60,"changetype":"REPLACE","records":[{"content":{{ApiClient.Quote(type == "TXT" ? ZoneText.Strings(value) : value)}},"disabled":false}]}]}""",
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("X-API-Key", PowerDnsServer.ApiKey);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    internal override async Task StopAsync() => await Server.DisposeAsync();
}
