using System.Text;
using Microsoft.AspNetCore.Http;
using Postscale.Server.Options;
using Postscale.Server.Webhooks;
using Postscale.Testing;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>One try to deliver, against real servers on loopback.</summary>
public sealed class WebhookSenderTests : IAsyncLifetime
{
    private static readonly PostscaleOptions s_open = new() { WebhookAllowPrivate = true, WebhookTimeout = TimeSpan.FromSeconds(20) };

    private readonly WebhookSecret _secret = WebhookSecret.New();
    private readonly ZoneResolver _zone = new();
    private Receiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_a_signed_POST_of_the_body_as_it_is()
    {
        var body = """{"name":"bücher","n":1}"""u8.ToArray();
        var attempt = await SendAsync(new Uri(_receiver.Url, "/hook?a=b"), body: body);
        Assert.Equal((200, (string?)null, true), (attempt.Status, attempt.Error, attempt.IsDelivered));
        var request = Assert.Single(_receiver.Requests);
        Assert.Equal(("POST", "/hook?a=b", "HTTP/1.1"), (request.Method, request.Path, request.Protocol));
        Assert.Equal(body, request.Body);
        Assert.Equal("msg_1", request.Id);
        Assert.True(request.IsSignedBy(_secret.Text));
        Assert.InRange(request.Timestamp, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        string[] names = ["Connection", "Content-Length", "Content-Type", "Host", "User-Agent", "webhook-id", "webhook-signature", "webhook-timestamp"];
        Assert.Equal(names, request.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(("application/json; charset=utf-8", "Postscale-Webhooks/1"), (request.Headers["Content-Type"], request.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(202, null)]
    [InlineData(204, null)]
    [InlineData(299, null)]
    [InlineData(300, "it answered with a redirect (300), and redirects are not followed: give the URL that it leads to")]
    [InlineData(304, "it answered with a redirect (304), and redirects are not followed: give the URL that it leads to")]
    [InlineData(400, "it answered with status 400")]
    [InlineData(401, "it answered with status 401")]
    [InlineData(404, "it answered with status 404")]
    [InlineData(410, "it answered with status 410")]
    [InlineData(429, "it answered with status 429")]
    [InlineData(500, "it answered with status 500")]
    [InlineData(599, "it answered with status 599")]
    public async Task Only_a_status_of_success_counts_as_delivered(int status, string? error)
    {
        _receiver.AnswerWith(status);
        var attempt = await SendAsync(_receiver.Url);
        Assert.Equal((status, error, error is null, status == 410), (attempt.Status, attempt.Error, attempt.IsDelivered, attempt.IsGone));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        _receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        Assert.Contains($"a redirect ({status})", (await SendAsync(_receiver.Url)).Error, StringComparison.Ordinal);
        Assert.Equal("/hook", Assert.Single(_receiver.Requests).Path);
    }

    [Fact]
    public async Task Nothing_is_remembered_between_tries()
    {
        var connections = new List<string>();
        _receiver.Answer = (context, _) =>
        {
            connections.Add(context.Connection.Id);
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        };
        using var sender = Sender(s_open);
        await sender.SendAsync(Message(_receiver.Url), Token);
        await sender.SendAsync(Message(_receiver.Url), Token);
        Assert.Equal(2, connections.Distinct().Count());
        Assert.All(_receiver.Requests, r => Assert.DoesNotContain("Cookie", r.Headers.Keys));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        _receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var attempt = await SendAsync(_receiver.Url, s_open with { WebhookTimeout = TimeSpan.FromSeconds(0.5) });
        Assert.Equal((null, "there was no answer within 0.5 s"), (attempt.Status, attempt.Error));
    }

    [Fact]
    public async Task A_body_that_does_not_end_changes_nothing_about_the_status()
    {
        _receiver.Answer = async (context, _) =>
        {
            await context.Response.WriteAsync("thank you", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var attempt = await SendAsync(_receiver.Url, s_open with { WebhookTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal((200, null, "thank you"), (attempt.Status, attempt.Error, attempt.Excerpt));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(16384, 1024)]
    public async Task An_answer_without_end_is_read_up_to_the_bound_and_its_beginning_kept(int bound, int kept)
    {
        var cutOff = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answer = async (context, _) =>
        {
            using var registration = context.RequestAborted.Register(() => cutOff.TrySetResult());
            var block = Encoding.ASCII.GetBytes(new string('a', 65536));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, CancellationToken.None);
            }
        };
        var attempt = await SendAsync(_receiver.Url, s_open with { WebhookMaxAnswer = bound });
        Assert.Equal((200, new string('a', kept)), (attempt.Status, attempt.Excerpt));
        await cutOff.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task What_is_kept_of_an_answer_has_no_control_characters()
    {
        _receiver.Answer = (context, _) => context.Response.Body.WriteAsync("a\0b\u001b[31m\r\nc\tü"u8.ToArray()).AsTask();
        Assert.Equal("a\uFFFDb\uFFFD[31m\r\nc\tü", (await SendAsync(_receiver.Url)).Excerpt);
        _receiver.Answer = (context, _) => context.Response.Body.WriteAsync(new byte[] { 0xFF, 0xC0, (byte)'a' }).AsTask();
        Assert.EndsWith("a", (await SendAsync(_receiver.Url)).Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the connection ended before the answer did")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-", "the connection ended before the answer did")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "what it answered is not HTTP/1.1")]
    public async Task What_is_no_answer_is_said_to_be_none(string answer, string error)
    {
        await using var raw = new RawReceiver(answer);
        var attempt = await SendAsync(raw.Url);
        Assert.Equal((null, error), (attempt.Status, attempt.Error));
    }

    [Fact]
    public async Task Headers_without_end_are_not_read()
    {
        await using var raw = new RawReceiver("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"X-{i}: {new string('a', 100)}\r\n")) + "\r\n");
        Assert.Equal("the headers of its answer are too large", (await SendAsync(raw.Url)).Error);
    }

    [Fact]
    public async Task A_closed_port_is_said_to_be_closed() =>
        Assert.Equal("the connection was refused", (await SendAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}/"))).Error);

    [Fact]
    public async Task Who_gives_up_hears_nothing_of_the_other_side()
    {
        _receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var sender = Sender(s_open);
        using var stop = new CancellationTokenSource();
        var sending = sender.SendAsync(Message(_receiver.Url), stop.Token);
        await _receiver.SeesAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData(503, "120", 120.0)]
    [InlineData(429, "1", 1.0)]
    [InlineData(429, "soon", null)]
    [InlineData(429, null, null)]
    [InlineData(500, "120", null)]
    public async Task Retry_After_counts_where_it_is_for(int status, string? header, double? seconds)
    {
        _receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };
        Assert.Equal(seconds, (await SendAsync(_receiver.Url)).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        _receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddHours(1).ToString("r");
            return Task.CompletedTask;
        };
        Assert.InRange((await SendAsync(_receiver.Url)).RetryAfter!.Value.TotalMinutes, 50, 60);
    }

    private WebhookSender Sender(PostscaleOptions options) => new(_zone, options, TimeProvider.System);

    private async Task<Attempt> SendAsync(Uri url, PostscaleOptions? options = null, byte[]? body = null)
    {
        using var sender = Sender(options ?? s_open);
        return await sender.SendAsync(Message(url, body), Token);
    }

    private WebhookMessage Message(Uri url, byte[]? body = null) => new(url, [_secret], "msg_1", body ?? "{}"u8.ToArray());
}
