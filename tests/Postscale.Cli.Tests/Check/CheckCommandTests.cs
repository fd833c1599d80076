using Postscale.Cli.Check;

namespace Postscale.Cli.Tests.Check;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("co.uk")]
    [InlineData("mail.postscale.io")]
    [InlineData("192.0.2.1")]
    [InlineData("example.com --token two\"words")]
    [InlineData("example.com --dns nowhere:x")]
    [InlineData("example.com --dns-mode psychic")]
    [InlineData("example.com --platform mx")]
    public async Task What_cannot_be_asked_ends_with_two(string arguments)
    {
        var result = CheckCommand.Create().Parse(arguments.Split(' '));
        Assert.Empty(result.Errors);
        Assert.Equal(2, await result.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com --type mixed")]
    [InlineData("example.com another.example")]
    public void What_the_command_does_not_take_is_an_error(string arguments) =>
        Assert.NotEmpty(CheckCommand.Create().Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Errors);
}
