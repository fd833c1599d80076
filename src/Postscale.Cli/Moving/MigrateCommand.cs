using System.CommandLine;
using Postscale.Server.Storage;

namespace Postscale.Cli.Moving;

/// <summary><c>postscale migrate</c>: brings the schema of a database up to date, or says whether it is.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "only say whether it is up to date: ends with 0 if it is, with 1 if not" };
        var command = new Command("migrate", "bring the schema of the database up to date, whether or not services run on it") { check };
        var settings = new SettingOptions(command, "database");
        command.SetAction(async (result, cancellationToken) =>
        {
            var isCheck = result.GetValue(check);
            return await OpenDatabase.RunAsync(
                settings.Read(result),
                result.InvocationConfiguration,
                _ => isCheck ? SchemaHandling.Look : SchemaHandling.Migrate,
                (_, schema) => SayAsync(result.InvocationConfiguration.Output, schema, isCheck),
                cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> SayAsync(TextWriter output, SchemaState schema, bool isCheck)
    {
        var text = schema switch
        {
            { IsTooNew: true } => $"the database has schema {schema.Now}, which this program, of schema {SchemaState.Known}, cannot work with: use the newer program",
            _ when schema.Now > SchemaState.Known => $"the database has schema {schema.Now}, newer than this program's {SchemaState.Known}, which can work with it",
            _ when schema.Now < SchemaState.Known => $"the database has schema {schema.Now}, and this program needs {SchemaState.Known}: run 'postscale migrate'",
            _ when schema.Now > schema.Before => $"the schema went from {schema.Before} to {schema.Now}",
            _ => $"the schema is {schema.Now}, up to date",
        };
        await output.WriteLineAsync(text).ConfigureAwait(false);
        return isCheck && !schema.IsUpToDate ? ExitCode.Failed : ExitCode.Done;
    }
}
