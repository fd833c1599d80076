using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Sends one request to a webhook and tells what it came to; it never throws for what the other side does. Each try looks the
/// host up, judges its addresses and connects to one of these. Nothing is followed, unpacked or remembered between tries.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private static readonly ProductInfoHeaderValue Product = new("Postscale-Webhooks", "1");
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly TargetResolver _targets;
    private readonly PostscaleOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Makes one.</summary>
    /// <param name="dns">Who looks hosts up.</param>
    /// <param name="options">The bounds, and what is allowed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="roots">Whom to trust in the place of the system's certificate authorities.</param>
    public WebhookSender(IDnsResolver dns, PostscaleOptions options, TimeProvider time, X509Certificate2Collection? roots = null)
    {
        (_targets, _options, _time) = (new TargetResolver(dns, options.WebhookAllowPrivate), options, time);
        _http = new HttpClient(TargetHandler.Create(roots), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Where a URL leads now.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Target> FindTargetAsync(Uri url, CancellationToken cancellationToken) => _targets.FindAsync(url, cancellationToken);

    /// <summary>Makes one try.</summary>
    /// <param name="message">What to send.</param>
    /// <param name="cancellationToken">Gives up; nothing is then known of what the receiver has got.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<Attempt> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        using var bound = new CancellationTokenSource(_options.WebhookTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            var target = await _targets.FindAsync(message.Url, either.Token).ConfigureAwait(false);
            if (target.Problem is { } problem)
            {
                return Failed(problem);
            }

            using var request = Request(message, target);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var excerpt = await AnswerBody.ReadAsync(body, _options.WebhookMaxAnswer, either.Token).ConfigureAwait(false);
                return new Attempt((int)response.StatusCode, ErrorOf(response.StatusCode), excerpt, _time.GetElapsedTime(since), RetryAfterOf(response));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"there was no answer within {_options.WebhookTimeout.TotalSeconds} s"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException && !cancellationToken.IsCancellationRequested)
        {
            return Failed(FailureText.Of(e));
        }

        Attempt Failed(string error) => new(null, error, null, _time.GetElapsedTime(since), null);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(WebhookMessage message, Target target)
    {
        var now = _time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(message.Body),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.Add(Product);
        request.Headers.Add(WebhookSignature.IdHeader, message.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(message.Secrets, message.Id, now, message.Body));
        request.Options.Set(TargetHandler.Key, target);
        return request;
    }

    private static string? ErrorOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 and var code => string.Create(CultureInfo.InvariantCulture, $"it answered with a redirect ({code}), and redirects are not followed: give the URL that it leads to"),
        var code => string.Create(CultureInfo.InvariantCulture, $"it answered with status {code}"),
    };

    // RFC 9110 §10.2.3: seconds or a date.
    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        ? response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => null,
        }
        : null;
}
