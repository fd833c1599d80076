namespace Postscale.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Without_an_address_or_a_key_there_is_no_client()
    {
        Assert.StartsWith("BaseUrl must be given", Problem(new PostscaleClientOptions { ApiKey = "k" }), StringComparison.Ordinal);
        Assert.Equal("ApiKey must be given", Problem(new PostscaleClientOptions { BaseUrl = new Uri("https://a.example") }));
    }

    [Theory]
    [InlineData("ftp://a.example")]
    [InlineData("https://user@a.example")]
    [InlineData("https://a.example?x=1")]
    [InlineData("https://a.example#x")]
    [InlineData("/relative")]
    public void An_address_that_is_none_of_a_service_is_refused(string url) =>
        Assert.StartsWith("BaseUrl must be given", Problem(new PostscaleClientOptions { BaseUrl = new Uri(url, UriKind.RelativeOrAbsolute), ApiKey = "k" }), StringComparison.Ordinal);

    [Fact]
    public void What_is_out_of_range_is_refused_by_name()
    {
        Assert.StartsWith("Timeout ", Problem(Good(o => o.Timeout = TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.StartsWith("AttemptTimeout ", Problem(Good(o => o.AttemptTimeout = TimeSpan.FromDays(2))), StringComparison.Ordinal);
        Assert.StartsWith("MaxRetries ", Problem(Good(o => o.MaxRetries = -1)), StringComparison.Ordinal);
        Assert.StartsWith("RetryDelay ", Problem(Good(o => o.RetryDelay = TimeSpan.FromSeconds(-1))), StringComparison.Ordinal);
        Assert.StartsWith("UserAgent ", Problem(Good(o => o.UserAgent = "a b\r\nX: y")), StringComparison.Ordinal);
        Assert.StartsWith("ApiKey ", Problem(Good(o => o.ApiKey = "a\nb")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(86_400_000)]
    public void The_ends_of_the_ranges_are_within(int milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        using var client = new PostscaleClient(Good(o => (o.Timeout, o.AttemptTimeout, o.RetryDelay, o.MaxRetries) = (time, time, time, 20)));
        Assert.NotNull(client.Domains);
    }

    private static PostscaleClientOptions Good(Action<PostscaleClientOptions> change)
    {
        var options = new PostscaleClientOptions { BaseUrl = new Uri("https://a.example"), ApiKey = "k" };
        change(options);
        return options;
    }

    private static string Problem(PostscaleClientOptions options) => Assert.Throws<ArgumentException>(() => new PostscaleClient(options)).Message;
}
