using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api;

/// <summary><c>postscale events</c>: what happened, by the API.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var after = NumberOption.Create("--after", "N", "the number of the last event that is known; 0: all that are kept", 0, long.MaxValue, 0);
        var type = new Option<string?>("--type") { Description = "only this type, such as domain.verified", HelpName = "TYPE" };
        var follow = new Option<bool>("--follow", "-f") { Description = "go on with what happens, until it is ended" };
        var command = new Command("events", "show what happened to the account's domains, oldest first; with --json one object a line") { after, type, follow };
        return ApiOptions.AddTo(command).Does(async (result, session, token) =>
        {
            var events = result.GetValue(follow)
                ? session.Client.Events.FollowAsync(result.GetValue(after), result.GetValue(type), outage: Tell, cancellationToken: token)
                : session.Client.Events.ListAsync(result.GetValue(after), result.GetValue(type), token);
            await foreach (var happened in events.ConfigureAwait(false))
            {
                Show(session.Output, happened);
            }
        });
    }

    /// <summary>Once for each outage, so that nobody takes it for silence.</summary>
    private static void Tell(PostscaleException failure) => Console.Error.WriteLine($"postscale: {Page.Clean(ApiVerb.Sentence(failure))}; it goes on when the service can be asked again");

    private static void Show(Output output, PostscaleEvent happened)
    {
        if (output.Screen.IsJson)
        {
            output.JsonLine(happened);
            return;
        }

        Cell[] cells = [Words.Number(happened.Sequence), Cell.Time(happened.Timestamp), happened.Type, happened.ReadDomain()?.Name, Detail(happened)];
        if (output.Screen.IsTerminal)
        {
            output.Say($"{cells[0].Text,6}  {cells[1].Text}  {cells[2].Text,-22}  {cells[3].Text}{(cells[4].Text == "-" ? "" : $"  {cells[4].Text}")}");
        }
        else
        {
            output.Line(cells);
        }
    }

    private static string? Detail(PostscaleEvent happened)
    {
        if (happened.Data.TryGetProperty("reason", out var reason))
        {
            return reason.ToString();
        }

        return happened.Data.TryGetProperty("records", out var records) && records.ValueKind == System.Text.Json.JsonValueKind.Array
            ? Words.List(records.EnumerateArray().Select(r => $"{Text(r, "record")}: {Text(r, "now")}"))
            : null;

        static string Text(System.Text.Json.JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "?";
    }
}
