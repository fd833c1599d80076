using System.CommandLine;

namespace Postscale.Cli.Api.Domains;

/// <summary><c>postscale domains watch</c>.</summary>
internal static class WatchVerb
{
    private const int UsualInterval = 15;
    private const int ShortestInterval = 2;

    /// <summary>A terminal that calls itself dumb shows what moves a cursor as it comes.</summary>
    private static bool CanMoveCursor => Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static Command Create()
    {
        var name = DomainsCommand.Name();
        var interval = new Option<int>("--interval") { Description = "have DNS looked at every so many seconds, at least 2", HelpName = "SECONDS", DefaultValueFactory = _ => UsualInterval };
        interval.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < ShortestInterval or > 86_400)
            {
                r.AddError("--interval takes a whole number of seconds from 2 to 86400");
            }
        });
        var timeout = new Option<int>("--timeout") { Description = "end with 1 if it is not verified after so many seconds; 0: wait for as long as it takes", HelpName = "SECONDS", DefaultValueFactory = _ => 0 };
        timeout.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() < 0)
            {
                r.AddError("--timeout takes a whole number of seconds, or 0");
            }
        });
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
