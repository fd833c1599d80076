using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>A service beside a stand-in for Cloudflare that DNS does not show: as with a resolver that remembers what was there before.</summary>
internal sealed class CloudflareCase : IAsyncDisposable
{
    private const string Secret = "an-api-token-of-this-test_0123456789";

    private CloudflareCase(CloudflareStandIn standIn, TestService service) => (StandIn, Service) = (standIn, service);

    public CloudflareStandIn StandIn { get; }

    public TestService Service { get; }

    public static async Task<CloudflareCase> StartAsync(PostscaleOptions options)
    {
        var standIn = await CloudflareStandIn.StartAsync(Secret);
        return new CloudflareCase(standIn, await TestService.StartAsync(options with { PublishCloudflareUrl = standIn.Url }));
    }

    /// <summary>The body of a request.</summary>
    public static string Body(bool apply) => $$"""{"via":"cloudflare","apply":{{(apply ? "true" : "false")}},"cloudflare":{"api_token":"{{Secret}}"} }""";

    public static Task<Answer> PublishAsync(ApiClient client, string domain, bool apply = true, params (string, string)[] headers) =>
        client.PostAsync($"/v1/domains/{domain}/publish", Body(apply), headers);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await StandIn.DisposeAsync();
    }
}
