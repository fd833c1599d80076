using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Sends requests to hosts that customers choose: each connects to one of the addresses that were judged for it, and nothing is
/// followed, unpacked or remembered between requests.
/// </summary>
internal static class TargetHandler
{
    /// <summary>Where a request may connect to; every request must say.</summary>
    public static readonly HttpRequestOptionsKey<Target> Key = new("target");

    /// <summary>Makes one.</summary>
    /// <param name="roots">Whom to trust in the place of the system's certificate authorities; null for those.</param>
    public static SocketsHttpHandler Create(X509Certificate2Collection? roots) => new()
    {
        ConnectCallback = ConnectAsync,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16, // KiB
        // A connection for each request: a kept one would lead to an address that was judged long ago.
        PooledConnectionLifetime = TimeSpan.Zero,
        ResponseDrainTimeout = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy(roots) },
    };

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection? roots)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            // A certificate names URLs to fetch its issuers from, and its holder chooses them: nothing is fetched.
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid("1.3.6.1.5.5.7.3.1") }, // RFC 5280 §4.2.1.12: server authentication
        };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Key, out var target))
        {
            throw new InvalidOperationException("the request has no judged addresses");
        }

        return await TargetConnection.OpenAsync(target.Addresses, context.DnsEndPoint.Port, TargetConnection.OpenSocket, cancellationToken).ConfigureAwait(false);
    }
}
