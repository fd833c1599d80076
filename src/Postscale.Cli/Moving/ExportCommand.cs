using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Server.Moving;
using Postscale.Server.Storage;

namespace Postscale.Cli.Moving;

/// <summary><c>postscale export</c>: all of one account, or all there is, as lines of JSON.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var account = new Option<string>("--account") { Description = "the account to export; default: all, and the platform's DKIM keys", HelpName = "NAME" };
        var file = FileOption.Create("--output", "the file to write, readable by its owner alone; default: standard output");
        var command = new Command(
            "export",
            "write all of one account, or all there is, as lines of JSON, while services run; an export of all holds the PRIVATE DKIM KEYS: keep it as closely as the database")
        {
            account, file,
        };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => OpenDatabase.RunAsync(
            settings.Read(result),
            result.InvocationConfiguration,
            options => options.SchemaIfExists,
            (database, schema) => RunAsync(database, schema, result.GetValue(account), result.GetValue(file), result.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Database database, SchemaState schema, string? account, string? file, InvocationConfiguration streams, CancellationToken cancellationToken)
    {
        try
        {
            MovingCounts? counts = null;
            async Task<bool> WriteAsync(Stream stream, CancellationToken token) =>
                (counts = await Export.RunAsync(database, schema, account, stream, TimeProvider.System.GetUtcNow(), token).ConfigureAwait(false)) is not null;

            if (file is null)
            {
                var output = new StandardOutput();
                await using (output.ConfigureAwait(false))
                {
                    await WriteAsync(output, cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                await SecretFile.WriteAsync(file, WriteAsync, cancellationToken).ConfigureAwait(false);
            }

            if (counts is null)
            {
                await streams.Error.WriteLineAsync($"postscale: there is no account '{account}'").ConfigureAwait(false);
                return ExitCode.Failed;
            }

            if (file is not null)
            {
                await streams.Output.WriteLineAsync($"exported: {counts}").ConfigureAwait(false);
            }

            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            await streams.Error.WriteLineAsync("postscale: the export was ended; there is no file of it").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException and not OutputException or UnauthorizedAccessException)
        {
            await streams.Error.WriteLineAsync($"postscale: the export cannot be written: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
