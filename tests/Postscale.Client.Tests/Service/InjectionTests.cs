using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Service;

/// <summary>The client as dependency injection makes it.</summary>
public sealed class InjectionTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_one_client_over_the_factory_and_works()
    {
        var services = new ServiceCollection();
        var key = await service.KeyAsync();
        services.AddPostscale(o => (o.BaseUrl, o.ApiKey, o.UserAgent) = (service.Address, key, "acme/1.0"));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<PostscaleClient>();
        Assert.Same(client, provider.GetRequiredService<PostscaleClient>());
        await client.Domains.CreateAsync(new NewDomain { Name = "injected.example.com" }, cancellationToken: Token);
        Assert.Equal("injected.example.com", (await client.Domains.ListAsync(cancellationToken: Token).SingleAsync(Token)).Name);
    }

    [Fact]
    public async Task Each_try_passes_through_the_handlers_that_the_program_adds_and_failures_are_tried_again()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready")), HttpScript.Page(502), HttpScript.Json(200, Answers.Domain));
        var tries = 0;
        var services = new ServiceCollection();
        services.AddPostscale(o => (o.BaseUrl, o.ApiKey, o.UserAgent, o.RetryDelay) = (server.Address, Clients.Key, "acme/1.0", TimeSpan.Zero))
            .AddHttpMessageHandler(() => new Counting(() => tries++));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("example.com", (await provider.GetRequiredService<PostscaleClient>().Domains.UpdateAsync("example.com", new DomainUpdate { Active = true }, Token)).Name);
        Assert.Equal((3, 3), (tries, server.Requests.Count));
        Assert.All(server.Requests, r => Assert.Matches(@"^acme/1\.0 Postscale\.Client/\d+\.\d+\.\d+", r.Header("user-agent")));
    }

    [Fact]
    public async Task What_is_added_twice_is_one_client_with_the_options_of_both_and_tries_as_often_as_one()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(503, Answers.Error("not_ready")));
        var (first, second) = (0, 0);
        var services = new ServiceCollection();
        services.AddPostscale(o => (o.BaseUrl, o.ApiKey, o.MaxRetries) = (server.Address, "replaced", 2)).AddHttpMessageHandler(() => new Counting(() => first++));
        services.AddPostscale(o => (o.ApiKey, o.RetryDelay) = (Clients.Key, TimeSpan.Zero)).AddHttpMessageHandler(() => new Counting(() => second++));
        await using var provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<PostscaleException>(() => provider.GetRequiredService<PostscaleClient>().Domains.GetAsync("example.com", Token));
        Assert.Equal((3, 3, 3), (server.Requests.Count, first, second));
        Assert.Equal($"Bearer {Clients.Key}", server.Requests[0].Header("authorization"));
    }

    [Fact]
    public async Task Options_that_cannot_be_are_refused_when_they_are_used()
    {
        var services = new ServiceCollection();
        services.AddPostscale(o => o.ApiKey = "k");
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<PostscaleClient>();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.StartsWith("BaseUrl must be given", refusal.Message, StringComparison.Ordinal);
    }

    private sealed class Counting(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
