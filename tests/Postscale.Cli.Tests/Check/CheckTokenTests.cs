using Postscale.Cli.Check;

namespace Postscale.Cli.Tests.Check;

public sealed class CheckTokenTests
{
    [Theory]
    [InlineData(null, true, null)]
    [InlineData(CheckWorlds.Token, true, CheckWorlds.Token)]
    [InlineData($" postscale-verification={CheckWorlds.Token} ", true, CheckWorlds.Token)]
    [InlineData("", false, null)]
    [InlineData("postscale-verification=", false, null)]
    [InlineData("two words", false, null)]
    public void A_token_is_taken_alone_or_with_its_prefix(string? text, bool isToken, string? token)
    {
        Assert.Equal(isToken, CheckToken.TryRead(text, "postscale-verification=", out var read));
        if (isToken)
        {
            Assert.Equal(token, read);
        }
    }
}
