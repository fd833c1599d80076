using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Webhooks;
using Postscale.Testing;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>Whom a delivery connects to: looked up, judged and connected to at each try.</summary>
public sealed class WebhookTargetTests : IAsyncLifetime
{
    private const string Host = "hooks.example.com";

    private readonly ZoneResolver _zone = new();
    private readonly TestAuthority _authority = new();
    private Receiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync()
    {
        _authority.Dispose();
        return _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    public async Task An_address_inside_is_not_connected_to(string host) => await IsRefusedAsync(host);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    public async Task A_name_that_leads_inside_is_not_connected_to(string address)
    {
        _zone.Address(Host, address);
        await IsRefusedAsync(Host);
    }

    [Fact]
    public async Task One_address_inside_among_others_is_enough()
    {
        _zone.Address(Host, "192.0.1.1").Address(Host, "127.0.0.1").Address(Host, "2a00::1");
        await IsRefusedAsync(Host);
    }

    [Fact]
    public async Task An_alias_of_a_name_that_leads_inside_is_not_connected_to()
    {
        _zone.Cname(Host, "inside.example.net").Address("inside.example.net", "127.0.0.1");
        await IsRefusedAsync(Host);
    }

    [Fact]
    public async Task A_name_that_led_outside_at_first_is_judged_by_where_it_leads_now()
    {
        using var sender = Sender(allowPrivate: false);
        _zone.Address(Host, "8.8.8.8");
        Assert.Null((await sender.FindTargetAsync(new Uri($"http://{Host}/"), Token)).Problem);
        _zone.Remove(Host).Address(Host, "127.0.0.1");
        await IsRefusedAsync(Host);
    }

    [Fact]
    public async Task The_address_that_was_judged_is_the_one_that_is_connected_to()
    {
        _zone.Address(Host, "127.0.0.1");
        var asked = _zone.Asked.Count;
        var attempt = await SendAsync(Host);
        Assert.Equal(200, attempt.Status);
        Assert.Equal($"{Host}:{_receiver.Url.Port}", Assert.Single(_receiver.Requests).Headers["Host"]);
        Assert.Equal([RecordType.A, RecordType.Aaaa], _zone.Asked.Skip(asked).Select(a => a.Type).Order());
    }

    [Fact]
    public async Task A_second_address_is_tried_when_the_first_does_not_answer()
    {
        // Nobody listens there: the receiver is at 127.0.0.1 alone.
        _zone.Address(Host, "::1").Address(Host, "127.0.0.2").Address(Host, "127.0.0.1");
        Assert.Equal(200, (await SendAsync(Host)).Status);
    }

    [Fact]
    public async Task Names_of_the_system_are_found_where_private_targets_are_allowed() => Assert.Equal(200, (await SendAsync("localhost")).Status);

    [Fact]
    public async Task Names_of_the_system_are_not_found_otherwise() =>
        Assert.Equal("the host does not exist in DNS", (await SendAsync("localhost", allowPrivate: false)).Error);

    [Fact]
    public async Task What_DNS_says_is_said()
    {
        Assert.Equal("the host does not exist in DNS", (await SendAsync(Host, allowPrivate: false)).Error);
        _zone.Txt(Host, "no address");
        Assert.Equal("the host has no address in DNS", (await SendAsync(Host, allowPrivate: false)).Error);
        _zone.Fail(Host);
        Assert.Equal("the host's address could not be looked up: the server failed (ServerFailure)", (await SendAsync(Host, allowPrivate: false)).Error);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task TLS_is_for_the_name_and_not_for_the_address()
    {
        _zone.Address(Host, "127.0.0.1");
        using var certificate = _authority.Issue(Host);
        await using var receiver = await Receiver.StartAsync(certificate);
        using var sender = Sender(allowPrivate: true, _authority);
        var attempt = await sender.SendAsync(Message(new Uri($"https://{Host}:{receiver.Url.Port}/")), Token);
        Assert.Equal((200, null), (attempt.Status, attempt.Error));
        Assert.Equal([Host], receiver.ServerNames);
    }

    [Theory]
    [InlineData("other.example.com", false, "1.3.6.1.5.5.7.3.1", true)]
    [InlineData(Host, true, "1.3.6.1.5.5.7.3.1", true)]
    [InlineData(Host, false, "1.3.6.1.5.5.7.3.2", true)]
    [InlineData(Host, false, "1.3.6.1.5.5.7.3.1", false)]
    public async Task A_certificate_of_another_name_time_use_or_authority_is_not_good(string name, bool expired, string usage, bool isTrusted)
    {
        _zone.Address(Host, "127.0.0.1");
        using var certificate = _authority.Issue(name, expired, usage);
        await using var receiver = await Receiver.StartAsync(certificate);
        using var other = new TestAuthority();
        using var sender = Sender(allowPrivate: true, isTrusted ? _authority : other);
        var attempt = await sender.SendAsync(Message(new Uri($"https://{Host}:{receiver.Url.Port}/")), Token);
        Assert.StartsWith("TLS failed: ", attempt.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task What_does_not_speak_TLS_is_said_not_to()
    {
        using var sender = Sender(allowPrivate: true);
        var attempt = await sender.SendAsync(Message(new UriBuilder(_receiver.Url) { Scheme = "https" }.Uri), Token);
        Assert.StartsWith("TLS failed: ", attempt.Error, StringComparison.Ordinal);
    }

    private async Task IsRefusedAsync(string host)
    {
        var attempt = await SendAsync(host, allowPrivate: false);
        Assert.StartsWith("the host has an address that is not on the public Internet (", attempt.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", attempt.Error, StringComparison.Ordinal);
        Assert.Empty(_receiver.Requests);
    }

    private async Task<Attempt> SendAsync(string host, bool allowPrivate = true)
    {
        using var sender = Sender(allowPrivate);
        return await sender.SendAsync(Message(new Uri($"http://{host}:{_receiver.Url.Port}/hook")), Token);
    }

    private WebhookSender Sender(bool allowPrivate, TestAuthority? authority = null) =>
        new(_zone, new PostscaleOptions { WebhookAllowPrivate = allowPrivate, WebhookTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System, authority?.Roots);

    private static WebhookMessage Message(Uri url) => new(url, [WebhookSecret.New()], "msg_1", "{}"u8.ToArray());
}
