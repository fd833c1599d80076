using System.CommandLine;
using Postscale.Server.Moving;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Cli.Moving;

/// <summary><c>postscale import</c>: takes in what <c>postscale export</c> wrote.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = FileOption.Create("--input", "the file to read; default: standard input");
        var command = new Command("import", "take in an export, all of it or nothing, into an empty database or one with other accounts") { file };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => RunAsync(settings.Read(result), result.GetValue(file), result.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PostscaleOptions? options, string? file, InvocationConfiguration streams, CancellationToken cancellationToken)
    {
        try
        {
            // Before the database: a name that was mistyped makes none.
            var input = file is null ? Console.OpenStandardInput() : File.OpenRead(file);
            await using (input.ConfigureAwait(false))
            {
                return await OpenDatabase.RunAsync(options, streams, o => o.Schema, (database, _) => ReadAsync(database, input, streams, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await streams.Error.WriteLineAsync($"postscale: the export cannot be read: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<int> ReadAsync(Database database, Stream input, InvocationConfiguration streams, CancellationToken cancellationToken)
    {
        try
        {
            await streams.Output.WriteLineAsync($"imported: {await Import.RunAsync(database, input, cancellationToken).ConfigureAwait(false)}").ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (ImportRefusal e)
        {
            await streams.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
