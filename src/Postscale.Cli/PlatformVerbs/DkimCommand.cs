using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Server.PlatformKeys;

namespace Postscale.Cli.PlatformVerbs;

/// <summary><c>postscale platform dkim</c>: lists, rotates and retires the platform's DKIM keys. Never shows a private one.</summary>
internal static class DkimCommand
{
    public static Command Create() => new("dkim", "list, rotate and retire the platform's DKIM keys; works on the database, whether or not the service runs")
    {
        CreateList(),
        CreateRotate(),
        CreateRetire(),
    };

    private static Command CreateList()
    {
        var command = new Command("list", "list the keys; makes the first if there is none");
        Act(command, async (_, session, cancellationToken) =>
        {
            await session.Output.WriteLineAsync($"{"SELECTOR",-20}  {"STATE",-8}  {"CREATED",-20}  {"RETIRING",-20}  RETIRED").ConfigureAwait(false);
            foreach (var key in await session.Keys.EnsureAsync(cancellationToken).ConfigureAwait(false))
            {
                await session.Output.WriteLineAsync(
                    $"{key.Selector,-20}  {StateOf(key),-8}  {Words.Time(key.CreatedAt),-20}  {Words.Time(key.RetiringAt),-20}  {Words.Time(key.RetiredAt)}").ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateRotate()
    {
        var force = new Option<bool>("--force") { Description = "rotate although another key is still being retired" };
        var command = new Command("rotate", "make the key of the next selector and begin to retire the former; both stay published") { force };
        Act(command, async (result, session, cancellationToken) =>
        {
            var change = await session.Keys.RotateAsync(result.GetValue(force), cancellationToken).ConfigureAwait(false);
            return await SayAsync(
                session,
                change,
                $"""
                {change.Key?.Selector} is the active selector now, and {change.Former?.Selector} is being retired.
                Publish the new key now: 'postscale platform records' prints both. Customers are asked for the new CNAME; the old one counts until
                'postscale platform dkim retire {change.Former?.Selector}'.
                """).ConfigureAwait(false);
        });
        return command;
    }

    private static Command CreateRetire()
    {
        var selector = new Argument<string>("SELECTOR") { Description = "a selector that is being retired, as 'platform dkim list' shows it" };
        var command = new Command("retire", "end the use of a former selector, and forget its private key") { selector };
        Act(command, async (result, session, cancellationToken) =>
        {
            var change = await session.Keys.RetireAsync(result.GetValue(selector)!, cancellationToken).ConfigureAwait(false);
            return await SayAsync(
                session,
                change,
                $"{change.Key?.Selector} is retired: domains that have its CNAME alone no longer hold. Take its record out of DNS once mail under way has arrived, after some days.").ConfigureAwait(false);
        });
        return command;
    }

    private static void Act(Command command, Func<ParseResult, PlatformSession, CancellationToken, Task<int>> work)
    {
        var settings = new SettingOptions(command, "database", SettingOptions.PlatformNames);
        command.SetAction((result, cancellationToken) => PlatformSession.RunAsync(
            settings.Read(result), result.InvocationConfiguration, ExitCode.Failed, session => work(result, session, cancellationToken), cancellationToken));
    }

    private static async Task<int> SayAsync(PlatformSession session, DkimKeyChange change, string done)
    {
        if (change.Problem is null)
        {
            await session.Output.WriteLineAsync(done).ConfigureAwait(false);
            return ExitCode.Done;
        }

        await session.Error.WriteLineAsync($"postscale: {change.Problem}").ConfigureAwait(false);
        return ExitCode.Failed;
    }

    private static string StateOf(DkimKey key) => key.State switch
    {
        DkimKeyState.Active => "active",
        DkimKeyState.Retiring => "retiring",
        _ => "retired",
    };
}
