using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.PlatformKeys;

/// <summary>
/// The platform's names with the DKIM selector that is active now. A rotation, made by whatever process, is seen within
/// <see cref="Lifetime"/>.
/// </summary>
/// <param name="database">Where the keys are.</param>
/// <param name="options">The names as configured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of failures.</param>
public sealed partial class ActivePlatform(Database database, PostscaleOptions options, TimeProvider time, ILogger<ActivePlatform> logger)
{
    /// <summary>How long what was read is taken to hold.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    private Reading? _last;
    private int _isReading;

    /// <summary>The names as last read; as configured before that.</summary>
    public Platform Last => Volatile.Read(ref _last)?.Platform ?? options.Platform;

    /// <summary>The names; reads the database if the last look at it is too old, and then for one caller only.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Platform> GetAsync(CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref _last);
        if (last is not null && (time.GetElapsedTime(last.At) < Lifetime || Interlocked.Exchange(ref _isReading, 1) != 0))
        {
            return last.Platform;
        }

        try
        {
            var at = time.GetTimestamp();
            var keys = await database.ReadAsync(DkimKeyStore.ListAsync, cancellationToken).ConfigureAwait(false);
            var read = new Reading(At(options.Platform, keys), at);
            Volatile.Write(ref _last, read);
            return read.Platform;
        }
        catch (Exception e) when (last is not null && e is not OperationCanceledException)
        {
            LogFailed(e);
            return last.Platform;
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }

    /// <summary>The platform with the selectors of its keys; as configured as long as there is no key.</summary>
    /// <param name="platform">The names as configured.</param>
    /// <param name="keys">The keys in order of creation.</param>
    public static Platform At(Platform platform, IReadOnlyList<DkimKey> keys)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return keys.FirstOrDefault(k => k.State == DkimKeyState.Active) is { } active
            ? platform with { Selector = active.Selector, RetiringSelectors = [.. keys.Where(k => k.State == DkimKeyState.Retiring).Select(k => k.Selector).Reverse()] }
            : platform;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the platform's DKIM keys could not be read; what was read before still counts")]
    private partial void LogFailed(Exception exception);

    private sealed record Reading(Platform Platform, long At);
}
