using System.CommandLine;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Storage;

namespace Postscale.Cli.PlatformVerbs;

/// <summary>What a verb of <c>postscale platform</c> works with: the database, open, and where its answer goes.</summary>
internal sealed record PlatformSession(PostscaleOptions Options, Database Database, DkimKeys Keys, TextWriter Output, TextWriter Error)
{
    /// <summary>Opens the database, works, and closes it.</summary>
    /// <param name="options">What was given; null if that was wrong and has been said.</param>
    /// <param name="streams">Where answers and errors go.</param>
    /// <param name="whenUnusable">The exit code if the database cannot be used.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(
        PostscaleOptions? options, InvocationConfiguration streams, int whenUnusable, Func<PlatformSession, Task<int>> work, CancellationToken cancellationToken)
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
                await database.OpenAsync(options.Schema, cancellationToken).ConfigureAwait(false);
                var keys = new DkimKeys(database, options, TimeProvider.System);
                await WarnOfSelectorAsync(keys, options, streams.Error, cancellationToken).ConfigureAwait(false);
                return await work(new PlatformSession(options, database, keys, streams.Output, streams.Error)).ConfigureAwait(false);
            }
        }
        catch (StorageException e)
        {
            await streams.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return whenUnusable;
        }
    }

    private static async Task WarnOfSelectorAsync(DkimKeys keys, PostscaleOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        var all = await keys.EnsureAsync(cancellationToken).ConfigureAwait(false);
        if (all.All(k => k.Selector != options.Platform.Selector))
        {
            await error.WriteLineAsync(
                $"postscale: the setting 'selector' ({options.Platform.Selector}) has no effect: the database has keys already; 'postscale platform dkim rotate' changes the selector").ConfigureAwait(false);
        }
    }
}
