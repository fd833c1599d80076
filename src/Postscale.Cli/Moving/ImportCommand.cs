using System.CommandLine;
using Postscale.Server.Moving;
using Postscale.Server.Storage;

namespace Postscale.Cli.Moving;

/// <summary><c>postscale import</c>: takes in what <c>postscale export</c> wrote.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--input") { Description = "the file to read; default: standard input", HelpName = "FILE" };
        var command = new Command("import", "take in an export, all of it or nothing, into an empty database or one with other accounts") { file };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => OpenDatabase.RunAsync(
            settings.Read(result),
            result.InvocationConfiguration,
            handling: null,
            (database, _) => RunAsync(database, result.GetValue(file), result.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Database database, string? file, InvocationConfiguration streams, CancellationToken cancellationToken)
    {
        try
        {
            var input = file is null ? Console.OpenStandardInput() : File.OpenRead(file);
            await using (input.ConfigureAwait(false))
            {
                await streams.Output.WriteLineAsync($"imported: {await Import.RunAsync(database, input, cancellationToken).ConfigureAwait(false)}").ConfigureAwait(false);
                return ExitCode.Done;
            }
        }
        catch (Exception e) when (e is ImportRefusal or IOException or UnauthorizedAccessException)
        {
            await streams.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
