using System.CommandLine;

namespace Postscale.Cli.Api.Domains;

/// <summary><c>postscale domains watch</c>.</summary>
internal static class WatchVerb
{
    private const int UsualInterval = 15;
    private const int ShortestInterval = 2;
    private const int LongestInterval = 86_400;

    /// <summary>A terminal that calls itself dumb shows what moves a cursor as it comes.</summary>
    private static bool CanMoveCursor => Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static Command Create()
    {
        var name = DomainsCommand.Name();
        var interval = NumberOption.Create("--interval", "SECONDS", "have DNS looked at every so many seconds, at least 2", ShortestInterval, LongestInterval, UsualInterval);
        var timeout = NumberOption.Create("--timeout", "SECONDS", "end with 1 if it is not verified after so many seconds; 0: wait for as long as it takes", 0, int.MaxValue, 0);
        return new Command("watch", "watch the records turn green as DNS changes; ends with 0 once the domain is verified") { name, interval, timeout }.Does(async (result, _, token) =>
        {
            // What is passing is shown and waited for here, in sight, and not within a call.
            using var client = ApiVerb.NewClient(Access.Of(result), retries: 0);
            var output = ApiVerb.OutputOf(result);
            WatchView view = output.Screen is { IsTerminal: true, IsJson: false } && CanMoveCursor
                ? new LiveView(output, () => (Console.WindowWidth, Console.WindowHeight), TimeProvider.System)
                : new ChangesView(output, TimeProvider.System);
            var patience = result.GetValue(timeout) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            return await new Watch(client, view, TimeSpan.FromSeconds(result.GetValue(interval)), patience, TimeProvider.System).RunAsync(result.GetValue(name)!, token).ConfigureAwait(false);
        });
    }
}
