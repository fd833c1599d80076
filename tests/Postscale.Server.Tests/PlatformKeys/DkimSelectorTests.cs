using Postscale.Server.PlatformKeys;

namespace Postscale.Server.Tests.PlatformKeys;

public sealed class DkimSelectorTests
{
    [Theory]
    [InlineData("postscale1", "postscale2")]
    [InlineData("postscale9", "postscale10")]
    [InlineData("s099", "s100")]
    [InlineData("999", "1000")]
    [InlineData("mail", "mail2")]
    [InlineData("2024.mail", "2024.mail2")]
    [InlineData("a.1", "a.2")]
    [InlineData("k99999999999999999999", "k100000000000000000000")]
    public void The_number_at_the_end_counts_up(string selector, string next) => Assert.Equal(next, DkimSelector.Next(selector));
}
