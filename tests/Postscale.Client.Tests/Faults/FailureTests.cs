using System.Net;
using System.Net.Sockets;
using Postscale.Client.Http;
using Postscale.Client.Tests.Support;
using Postscale.Testing;

namespace Postscale.Client.Tests.Faults;

/// <summary>What the caller hears when there is no answer, or none of the API's.</summary>
public sealed class FailureTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_try_that_is_not_answered_in_time_is_made_again()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Silence, HttpScript.Json(200, Answers.Domain));
        using var client = Clients.Hasty(server.Address, attemptTimeout: s_short);
        Assert.Equal("example.com", (await client.Domains.GetAsync("example.com", Token)).Name);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_a_failure_without_a_status_and_with_a_request_id()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Silence);
        using var client = Clients.Hasty(server.Address, maxRetries: 1, attemptTimeout: s_short);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.Equal($"the service at {server.Address.Authority} did not answer within 0.1 s", failure.Message);
        Assert.Equal((null, null, true), (failure.Status, failure.Code, failure.IsTransient));
        Assert.Equal(server.Requests[0].Header("x-request-id"), failure.RequestId);
    }

    [Fact]
    public async Task The_whole_call_is_bounded_whatever_the_tries_may_take()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Silence);
        using var client = Clients.Hasty(server.Address, timeout: s_short);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.EndsWith("did not answer within 0.1 s", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var client = Clients.Hasty(address, maxRetries: 1);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.StartsWith($"the service at {address.Authority} could not be reached: ", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.Status);
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }

    [Theory]
    [InlineData(200, "the service answered 200 with something that this client cannot read; is {0} the API's address?")]
    [InlineData(404, "the service answered 404 without saying why")]
    [InlineData(503, "the service answered 503 without saying why")]
    public async Task A_page_in_the_place_of_an_answer_is_told_from_one(int status, string message)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Page(status));
        using var client = Clients.Hasty(server.Address, maxRetries: 0);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.Equal(message.Replace("{0}", server.Address.ToString(), StringComparison.Ordinal), failure.Message);
        Assert.Equal(((HttpStatusCode)status, null), (failure.Status, failure.Code));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"domains":7,"limit":1,"offset":0}""")]
    public async Task JSON_of_another_shape_is_a_failure_too(string body)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(200, body));
        using var client = Clients.Hasty(server.Address);
        Assert.Equal(HttpStatusCode.OK, (await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetPageAsync(cancellationToken: Token))).Status);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_so_that_the_key_goes_nowhere_else()
    {
        await using var elsewhere = ScriptedHttpServer.Start(HttpScript.Json(200, Answers.Domain));
        await using var server = ScriptedHttpServer.Start(HttpScript.Page(307, $"Location: {elsewhere.Address}v1/domains/example.com"));
        using var client = Clients.Hasty(server.Address);
        var failure = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync("example.com", Token));
        Assert.StartsWith("the service answered 307, a redirect, which is not followed", failure.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_as_cancelled()
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Silence);
        using var client = Clients.Hasty(server.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = client.Domains.GetAsync("example.com", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_is_a_failure_that_passes_and_no_cancellation()
    {
        // Takes the connection, and never answers the TLS handshake.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var http = new HttpClient(new WholeAnswerHandler { InnerHandler = new SocketsHttpHandler { ConnectTimeout = s_short } });
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"https://{silent.LocalEndpoint}"), Token));
        Assert.IsType<TimeoutException>(failure.GetBaseException());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("schlüssel")]
    public async Task An_idempotency_key_that_cannot_be_one_is_not_sent(string key)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(201, Answers.Domain));
        using var client = Clients.Hasty(server.Address);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, key, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Domains.VerifyAsync("example.com", key + new string('x', 256), Token));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_would_lead_to_another_path_is_not_sent(string idOrName)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(200, Answers.Deleted));
        using var client = Clients.Hasty(server.Address);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Domains.DeleteAsync(idOrName, Token));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("BÜCHER.example.", "B%C3%9CCHER.example.")]
    [InlineData("a/../b?c#d", "a%2F..%2Fb%3Fc%23d")]
    public async Task Names_are_one_segment_of_the_path_whatever_is_in_them(string name, string segment)
    {
        await using var server = ScriptedHttpServer.Start(HttpScript.Json(200, Answers.Domain));
        using var client = Clients.Hasty(new Uri(server.Address, "/behind/a/proxy"));
        await client.Domains.GetAsync(name, Token);
        Assert.Equal($"/behind/a/proxy/v1/domains/{segment}", server.Requests[0].Target);
    }
}
