using System.Text.Json;
using Postscale.Testing;

namespace Postscale.Server.Tests.Support;

/// <summary>Does at the DNS provider what <c>/dns</c> asks for.</summary>
internal static class Customer
{
    /// <summary>Publishes the issued records, or those of some purposes only, such as "SPF".</summary>
    public static async Task PublishAsync(this TestService service, ApiClient client, string id, params string[] purposes)
    {
        foreach (var record in (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray())
        {
            if (purposes.Length == 0 || purposes.Any(p => record.Text("purpose").Contains(p, StringComparison.Ordinal)))
            {
                service.Zone.Publish(record);
            }
        }
    }

    /// <summary>Takes away all that stands at the names of the issued records.</summary>
    public static async Task UnpublishAsync(this TestService service, ApiClient client, string id)
    {
        foreach (var record in (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray())
        {
            service.Zone.Remove(record.Text("name"));
        }
    }

    /// <summary>Registers a domain, publishes all it is asked for and verifies it.</summary>
    public static async Task<JsonElement> VerifiedAsync(this TestService service, ApiClient client, string domain, string type)
    {
        var id = (await client.CreateAsync(domain, type)).Id();
        await service.PublishAsync(client, id);
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
        return await client.ReadAsync(id);
    }

    private static void Publish(this ZoneResolver zone, JsonElement record) => _ = record.Text("type") switch
    {
        "TXT" => zone.Txt(record.Text("name"), record.Text("value")),
        "MX" => zone.Mx(record.Text("name"), record.GetProperty("priority").GetUInt16(), record.Text("value")),
        "CNAME" => zone.Cname(record.Text("name"), record.Text("value")),
        var other => throw new InvalidOperationException($"no record of type {other} is documented"),
    };
}
