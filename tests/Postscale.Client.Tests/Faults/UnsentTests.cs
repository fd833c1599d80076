using Microsoft.Extensions.DependencyInjection;
using Postscale.Client.Tests.Support;
using Postscale.Testing;

namespace Postscale.Client.Tests.Faults;

/// <summary>A removal that finds nothing has been done by an earlier try only if that try got to the service.</summary>
public sealed class UnsentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.HttpProtocolError, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task What_was_never_sent_was_never_done(HttpRequestError error, bool mayHaveBeenDone)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(404, Answers.Error("key_not_found")));
        await using var provider = Services(server.Address, (_, _) => throw new HttpRequestException(error, "it broke"));
        var client = provider.GetRequiredService<PostscaleClient>();
        if (mayHaveBeenDone)
        {
            await client.Keys.RevokeAsync(Guid.Empty, Token);
        }
        else
        {
            Assert.Equal("key_not_found", (await Assert.ThrowsAsync<PostscaleException>(() => client.Keys.RevokeAsync(Guid.Empty, Token))).Code);
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_was_refused_carried_nothing()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(404, Answers.Error("key_not_found")));
        await using var provider = Services(server.Address, async (request, send) =>
        {
            var right = request.RequestUri;
            request.RequestUri = new Uri($"http://127.0.0.1:{FreePort.Next()}");
            try
            {
                return await send(request);
            }
            finally
            {
                request.RequestUri = right;
            }
        });
        var client = provider.GetRequiredService<PostscaleClient>();
        Assert.Equal("key_not_found", (await Assert.ThrowsAsync<PostscaleException>(() => client.Keys.RevokeAsync(Guid.Empty, Token))).Code);
        Assert.Single(server.Requests);
    }

    /// <summary>A client whose first try goes another way.</summary>
    private static ServiceProvider Services(Uri address, Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> first)
    {
        var tries = 0;
        var services = new ServiceCollection();
        services.AddPostscale(o => (o.BaseUrl, o.ApiKey, o.RetryDelay) = (address, Clients.Key, TimeSpan.Zero))
            .AddHttpMessageHandler(() => new Turnout((request, send) => tries++ == 0 ? first(request, send) : send(request)));
        return services.BuildServiceProvider();
    }

    private sealed class Turnout(Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> way) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            way(request, again => base.SendAsync(again, cancellationToken));
    }
}
