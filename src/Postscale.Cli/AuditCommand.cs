using System.CommandLine;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Cli;

/// <summary><c>postscale audit</c>: shows who changed what, on the database itself.</summary>
internal static class AuditCommand
{
    private const int DefaultLimit = 100;

    public static Command Create()
    {
        var account = new Option<string>("--account") { Description = "only this account's", HelpName = "NAME" };
        var limit = NumberOption.Create("--limit", "N", "how many entries at most", 1, int.MaxValue, DefaultLimit);
        var json = new Option<bool>("--json") { Description = "one JSON object a line, for programs" };
        var command = new Command("audit", "show who changed what, newest first") { account, limit, json };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) =>
            RunAsync(settings.Read(result), result.GetValue(account) ?? "", (int)result.GetValue(limit), result.GetValue(json) ? AuditLineJson.Write : Line, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PostscaleOptions? options, string account, int limit, Func<AuditEntry, string> write, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return ExitCode.Usage;
        }

        try
        {
            var database = Database.Create(options.Database);
            await using (database.ConfigureAwait(false))
            {
                await database.OpenAsync(options.SchemaIfExists, cancellationToken).ConfigureAwait(false);
                var query = new AuditQuery(AuditQuery.MaxLimit);
                for (var left = limit; left > 0; left -= query.Limit)
                {
                    query = query with { Limit = Math.Min(left, AuditQuery.MaxLimit) };
                    var page = await database.ReadAsync((session, token) => AuditStore.ListOfAllAsync(session, account, query, token), cancellationToken).ConfigureAwait(false);
                    page.ForEach(e => Console.WriteLine(write(e)));
                    if (page.Count < query.Limit)
                    {
                        break;
                    }

                    query = query with { After = page[^1].Seq };
                }

                return ExitCode.Done;
            }
        }
        catch (Exception e) when (StorageFaults.MayPass(e))
        {
            await Console.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static string Line(AuditEntry entry)
    {
        var actor = entry.Actor.Kind == ActorKind.Key ? $"{entry.Actor.KeyHint} from {entry.Actor.Address ?? "?"} ({entry.Actor.RequestId})" : entry.Actor.Kind.Name().Replace('_', ' ');
        var changes = string.Join(", ", entry.Changes.Select(c => $"{c.Key}: {c.Value.Before ?? "-"} -> {c.Value.After ?? "-"}"));
        return $"{AuditChanges.Text(entry.At)}  {entry.Whose,-20}  {entry.Environment?.Name() ?? "-",-4}  {entry.Action,-14}  {entry.ObjectName}  by {actor}  {changes}".TrimEnd();
    }
}
