using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    [Fact]
    public void A_new_secret_is_32_random_octets_in_the_form_of_Standard_Webhooks()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSecret.New()).ToList();
        Assert.Equal(100, secrets.Select(s => s.Text).Distinct().Count());
        Assert.All(secrets, s => Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", s.Text));
        Assert.All(secrets, s => Assert.Equal(Convert.FromBase64String(s.Text["whsec_".Length..]), s.Key.ToArray()));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var secret = WebhookSecret.New();
        Assert.True(WebhookSecret.TryParse(secret.Text, out var read));
        Assert.Equal((secret.Text, Convert.ToHexString(secret.Key)), (read.Text, Convert.ToHexString(read.Key)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_secret_is_not_read(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void Nothing_that_prints_a_secret_shows_it()
    {
        var secret = WebhookSecret.New();
        Assert.Equal("whsec_…", $"{secret}");
    }
}
