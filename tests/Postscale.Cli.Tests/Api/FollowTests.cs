using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary><c>postscale events --follow</c> while the service is restarted.</summary>
public sealed class FollowTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task It_says_once_that_the_service_is_away_and_goes_on_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var (first, url, key) = await ApiService.StartAtAsync(address, folder, "--dns", "127.0.0.1:9");
        using var person = new Person(url, key);
        await using var events = ChildProcess.Start(
            Cli.Program, ["events", "--follow"], person.Variables.ToDictionary(v => v.Key, string? (v) => v.Value), person.Home);
        await using (first)
        {
            await person.SucceedAsync("domains", "create", "before.example");
            await events.WaitForOutputAsync("before.example", s_patience);
        }

        await events.WaitForOutputAsync("; it goes on when the service can be asked again", s_patience);
        var (second, _, _) = await ApiService.StartAtAsync(address, folder, "--dns", "127.0.0.1:9");
        await using (second)
        {
            await person.SucceedAsync("domains", "create", "after.example");
            await events.WaitForOutputAsync("after.example", s_patience);
        }

        Assert.Equal(["1", "2"], events.StandardOutput.TrimEnd('\n').Split('\n').Select(l => l.Split('\t')[0]));
        Assert.Matches("^postscale: the service at \\S+ could not be reached: [^\n]*\n", events.StandardError);
    }
}
