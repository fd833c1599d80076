using System.CommandLine;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Cli.Moving;

/// <summary>A verb's work on the database itself.</summary>
internal static class OpenDatabase
{
    /// <summary>Opens the database, works, and closes it; says on standard error what is wrong with it.</summary>
    /// <param name="options">What was given; null if that was wrong and has been said.</param>
    /// <param name="streams">Where errors go.</param>
    /// <param name="handling">What to do about an old schema.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(
        PostscaleOptions? options, InvocationConfiguration streams, Func<PostscaleOptions, SchemaHandling> handling, Func<Database, SchemaState, Task<int>> work, CancellationToken cancellationToken)
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
                return await work(database, await database.OpenAsync(handling(options), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (StorageFaults.MayPass(e))
        {
            await streams.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
