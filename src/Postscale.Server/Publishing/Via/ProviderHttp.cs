using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Publishing;

/// <summary>
/// Speaks JSON over HTTP with what customers name: at an address that was judged, without redirects, and with a bound on the
/// answer. Nothing that is sent or received is logged or kept.
/// </summary>
/// <param name="dns">Who looks hosts up.</param>
/// <param name="allowPrivate">Whether hosts may be on this network.</param>
/// <param name="roots">Whom to trust in the place of the system's certificate authorities.</param>
internal sealed class ProviderHttp(IDnsResolver dns, bool allowPrivate, X509Certificate2Collection? roots = null) : IDisposable
{
    /// <summary>A large zone's records in JSON are less.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    private const int MaxDepth = 32;

    private static readonly ProductInfoHeaderValue s_product = new("Postscale", "1");

    private readonly TargetResolver _targets = new(dns, allowPrivate);
    private readonly HttpClient _http = new(TargetHandler.Create(roots), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="url">The URL.</param>
    /// <param name="header">The header with the credentials; null: none.</param>
    /// <param name="body">Writes the body; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PublishException">There is no answer.</exception>
    public async Task<ProviderReply> SendAsync(HttpMethod method, Uri url, (string Name, string Value)? header, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken)
    {
        var target = await _targets.FindAsync(url, cancellationToken).ConfigureAwait(false);
        if (target.Problem is { } problem)
        {
            throw new PublishException(target.IsRefused ? PublishFailure.TargetRefused : PublishFailure.Failed, $"{url.Host} cannot be connected to: {problem}");
        }

        using var request = new HttpRequestMessage(method, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Options.Set(TargetHandler.Key, target);
        request.Headers.UserAgent.Add(s_product);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (header is { } credentials)
        {
            request.Headers.TryAddWithoutValidation(credentials.Name, credentials.Value);
        }

        if (body is not null)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                body(writer);
            }

            request.Content = new ByteArrayContent(buffer.WrittenSpan.ToArray());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                throw new PublishException(PublishFailure.Failed, string.Create(CultureInfo.InvariantCulture, $"{url.Host} answered with a redirect ({(int)response.StatusCode}), and redirects are not followed"));
            }

            return new ProviderReply((int)response.StatusCode, await ReadAsync(response, url, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException && !cancellationToken.IsCancellationRequested)
        {
            throw new PublishException(PublishFailure.Failed, $"{url.Host} did not answer: {FailureText.Of(e)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, Uri url, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var octets = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (octets.Length + read > MaxAnswer)
                {
                    throw new PublishException(PublishFailure.Failed, $"{url.Host} answered with more than {MaxAnswer / 1024 / 1024} MiB");
                }

                octets.Write(buffer, 0, read);
            }

            try
            {
                using var document = JsonDocument.Parse(octets.GetBuffer().AsMemory(0, (int)octets.Length), new JsonDocumentOptions { MaxDepth = MaxDepth });
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
