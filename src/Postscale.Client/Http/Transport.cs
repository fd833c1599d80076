using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly.Timeout;

namespace Postscale.Client.Http;

/// <summary>Makes calls: out goes a request, back comes what was asked for or a <see cref="PostscaleException"/>.</summary>
/// <param name="http">Gives the client whose handlers retry.</param>
/// <param name="options">Gives the options, checked.</param>
/// <param name="time">The clock.</param>
internal sealed class Transport(Func<HttpClient> http, Func<PostscaleClientOptions> options, TimeProvider time)
{
    private const string RequestIdHeader = "X-Request-ID";

    private static readonly MediaTypeHeaderValue s_json = new("application/json", "utf-8");
    private static readonly ProductInfoHeaderValue s_product = new("Postscale.Client", Version());

    /// <summary>The clock that waits go by.</summary>
    public TimeProvider Time => time;

    /// <summary>Makes a call and reads its answer.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PostscaleException">It came to nothing.</exception>
    public Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => SendAsync(
        call,
        (_, body) => Read(body, type),
        // The first try, whose answer was lost, has removed it.
        (response, request) => response.StatusCode == HttpStatusCode.NotFound && call.Method == HttpMethod.Delete && Retries.MayHaveBeenDone(request) ? Read("{\"status\":\"deleted\"}"u8.ToArray(), type) : null,
        cancellationToken);

    /// <summary>Makes a call whose answer is a file, and reads it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PostscaleException">It came to nothing.</exception>
    public Task<string> SendForFileAsync(ApiCall call, CancellationToken cancellationToken) => SendAsync(
        call,
        // The service sends files as attachments (RFC 6266 §4.2); a page of a proxy, and the JSON of a service that knows no forms, are none.
        (response, body) => response.Content.Headers.ContentDisposition?.DispositionType == "attachment" ? Encoding.UTF8.GetString(body) : null,
        (_, _) => null,
        cancellationToken);

    private async Task<T> SendAsync<T>(ApiCall call, Func<HttpResponseMessage, byte[], T?> read, Func<HttpResponseMessage, HttpRequestMessage, T?> excuse, CancellationToken cancellationToken)
        where T : class
    {
        var now = options();
        var id = Guid.NewGuid().ToString("N");
        using var request = NewRequest(call, now, id);
        Retries.Prepare(request, call, time.GetUtcNow() + now.Timeout);
        using var response = await ExchangeAsync(request, id, cancellationToken).ConfigureAwait(false);
        id = response.Headers.TryGetValues(RequestIdHeader, out var ids) ? ids.First() : id;
        // The handlers have read it whole.
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return read(response, body) ?? throw new PostscaleException($"the service answered {Status(response)} with something that this client cannot read; is {now.BaseUrl} the API's address?")
            {
                Status = response.StatusCode,
                RequestId = id,
            };
        }

        return excuse(response, request) ?? throw Refusal(response, body, id);
    }

    private static HttpRequestMessage NewRequest(ApiCall call, PostscaleClientOptions options, string id)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(options.BaseUrl!, call.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add(RequestIdHeader, id);
        if (options.UserAgent is { } agent)
        {
            request.Headers.UserAgent.ParseAdd(agent);
        }

        request.Headers.UserAgent.Add(s_product);
        if (call.IdempotencyKey is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = s_json;
        }
        else if (call.Method != HttpMethod.Get)
        {
            // Without any body the sockets themselves send it again when a connection is closed unanswered, unseen: then nobody
            // could tell a removal that was done from one of what was never there.
            request.Content = new ByteArrayContent([]);
        }

        return request;
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await http().SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw new PostscaleException(
                string.Create(CultureInfo.InvariantCulture, $"the service at {request.RequestUri!.Authority} did not answer within {e.Timeout.TotalSeconds:0.###} s"), e)
            { RequestId = id };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new PostscaleException($"the service at {request.RequestUri!.Authority} could not be reached: {e.GetBaseException().Message}", e) { RequestId = id };
        }
    }

    private PostscaleException Refusal(HttpResponseMessage response, byte[] body, string id)
    {
        var answer = Read(body, Wire.Default.ErrorAnswer);
        var message = answer?.Error ?? ((int)response.StatusCode is >= 300 and < 400
            ? $"the service answered {Status(response)}, a redirect, which is not followed; give the address that it leads to"
            : $"the service answered {Status(response)} without saying why");
        if (response.RequestMessage is { } request && request.Method != HttpMethod.Get && Retries.MayHaveBeenDone(request))
        {
            message += response.StatusCode == HttpStatusCode.Unauthorized ? "; an earlier try of this call, whose answer was lost, may have been done, and may have ended this very key"
                : answer?.Code == ErrorCodes.PlanChanged ? "; an earlier try of this call, whose answer was lost, may have made changes: they may be why"
                : "";
        }

        return new PostscaleException(message)
        {
            Status = response.StatusCode,
            Code = answer?.Code,
            Field = answer?.Field,
            RequestId = answer?.RequestId ?? id,
            RetryAfter = Retries.RetryAfter(response, time),
        };
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            // A proxy's page, or another program altogether: what is said of it is the caller's.
            return null;
        }
    }

    private static string Status(HttpResponseMessage response) => ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);

    private static string Version() =>
        typeof(Transport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
