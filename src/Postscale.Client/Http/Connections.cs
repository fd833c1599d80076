using Microsoft.Extensions.Http.Resilience;

namespace Postscale.Client.Http;

/// <summary>The handlers between a call and the network: retries, then reading answers whole, then the sockets.</summary>
internal static class Connections
{
    /// <summary>A client with handlers of its own.</summary>
    public static HttpClient NewClient(PostscaleClientOptions options, TimeProvider time) => new(
        new ResilienceHandler(Retries.Pipeline(options, time)) { InnerHandler = new WholeAnswerHandler { InnerHandler = Sockets() } },
        disposeHandler: true)
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The sockets. Redirects are not followed: they would carry the key elsewhere.</summary>
    public static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // So that a change of the service's addresses is seen.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}
