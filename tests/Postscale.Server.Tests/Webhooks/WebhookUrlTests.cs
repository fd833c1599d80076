using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

public sealed class WebhookUrlTests
{
    private static readonly WebhookUrl s_strict = new(allowHttp: false, allowPrivate: false);

    public static TheoryData<string, string> Taken => WebhookUrlCases.Taken;

    public static TheoryData<string, string> Refused => WebhookUrlCases.Refused;

    [Theory]
    [MemberData(nameof(Taken))]
    public void URLs_of_public_hosts_are_taken_in_one_spelling(string text, string kept)
    {
        Assert.True(s_strict.TryRead(text, out var url, out var problem), problem);
        Assert.Equal(kept, url.AbsoluteUri);
        Assert.True(s_strict.TryRead(kept, out var again, out _));
        Assert.Equal(kept, again.AbsoluteUri);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Others_are_refused_with_a_reason(string text, string reason)
    {
        Assert.False(s_strict.TryRead(text, out _, out var problem));
        Assert.StartsWith("the 'url' field ", problem, StringComparison.Ordinal);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_URL_has_at_most_2048_characters()
    {
        var longest = "https://example.com/" + new string('a', 2028);
        Assert.True(s_strict.TryRead(longest, out _, out _));
        Assert.False(s_strict.TryRead(longest + "a", out _, out var problem));
        Assert.Contains("at most 2048 characters", problem, StringComparison.Ordinal);
        Assert.False(s_strict.TryRead("https://example.com/" + new string('ü', 400), out _, out problem));
        Assert.Contains("at most 2048 characters", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, "https://example.com/", true)]
    [InlineData(false, false, "http://example.com/", false)]
    [InlineData(true, false, "http://example.com/", true)]
    [InlineData(true, false, "http://127.0.0.1/", false)]
    [InlineData(true, false, "http://localhost/", false)]
    [InlineData(false, true, "http://example.com/", true)]
    [InlineData(false, true, "http://127.0.0.1:1/", true)]
    [InlineData(false, true, "http://[::1]:1/", true)]
    [InlineData(false, true, "http://localhost:1/", true)]
    [InlineData(false, true, "http://worker_1/", true)]
    [InlineData(true, true, "ftp://localhost/", false)]
    [InlineData(true, true, "http://a@localhost/", false)]
    public void An_operator_may_allow_plain_HTTP_and_private_targets(bool http, bool @private, string text, bool isTaken) =>
        Assert.Equal(isTaken, new WebhookUrl(http, @private).TryRead(text, out _, out _));
}
