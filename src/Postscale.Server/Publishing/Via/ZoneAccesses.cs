using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Publishing;

/// <summary>Makes the way to a zone that a request names.</summary>
/// <param name="dns">Who looks hosts up.</param>
/// <param name="options">What is allowed.</param>
/// <param name="time">The clock.</param>
internal sealed class ZoneAccesses(IDnsResolver dns, PostscaleOptions options, TimeProvider time) : IDisposable
{
    private readonly TargetResolver _targets = new(dns, options.PublishAllowPrivate);
    private readonly ProviderHttp _named = new(dns, options.PublishAllowPrivate);

    /// <summary>The operator names it, and may have it anywhere.</summary>
    private readonly ProviderHttp _cloudflare = new(dns, options.PublishAllowPrivate || options.PublishCloudflareUrl != new PostscaleOptions().PublishCloudflareUrl);

    /// <summary>Makes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PublishException">What it names cannot be connected to.</exception>
    public async Task<IZoneAccess> OpenAsync(PublishRequest request, CancellationToken cancellationToken) => request.Via switch
    {
        "rfc2136" => new UpdateAccess(await FindServerAsync(request.Server.Host, request.Server.Port, cancellationToken).ConfigureAwait(false), request.Key!, request.Zone, time),
        "powerdns" => new PowerDnsAccess(_named, request.Url!, request.Secret, request.Zone),
        _ => new CloudflareAccess(_cloudflare, options.PublishCloudflareUrl, request.Secret, request.ZoneId),
    };

    public void Dispose()
    {
        _named.Dispose();
        _cloudflare.Dispose();
    }

    private async Task<IPEndPoint> FindServerAsync(string host, int port, CancellationToken cancellationToken)
    {
        var target = await _targets.FindAsync(new UriBuilder("dns", host, port).Uri, cancellationToken).ConfigureAwait(false);
        if (target.Problem is { } problem)
        {
            throw new PublishException(target.IsRefused ? PublishFailure.TargetRefused : PublishFailure.Failed, $"{host} cannot be connected to: {problem}", "rfc2136.server");
        }

        if (target.Addresses is [var only])
        {
            return new IPEndPoint(only, port);
        }

        try
        {
            // One of them answers: a machine without IPv6 reaches none of that family.
            var tried = await TargetConnection.OpenAsync(target.Addresses, port, TargetConnection.OpenSocket, cancellationToken).ConfigureAwait(false);
            await using (tried.ConfigureAwait(false))
            {
                return (IPEndPoint)tried.Socket.RemoteEndPoint!;
            }
        }
        catch (SocketException e)
        {
            throw new PublishException(PublishFailure.Failed, $"{host} cannot be connected to: {FailureText.Of(e)}", "rfc2136.server");
        }
    }
}
