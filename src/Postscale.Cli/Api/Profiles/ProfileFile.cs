using System.Text.Json;
using Postscale.Cli.Moving;

namespace Postscale.Cli.Api.Profiles;

/// <summary>The file of profiles: in a folder that its owner alone can enter, and that he alone can read.</summary>
/// <param name="path">Where it is.</param>
internal sealed class ProfileFile(string path)
{
    /// <summary>The name of the profile where none is named.</summary>
    public const string DefaultName = "default";

    // Ten seconds in all: whoever has the turn reads and writes a small file.
    private const int LockTries = 200;
    private static readonly TimeSpan s_lockPause = TimeSpan.FromMilliseconds(50);

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path => path;

    /// <summary>The user's own (XDG base directory specification: a relative XDG_CONFIG_HOME is ignored). Never one of the folder in which somebody happens to be.</summary>
    public static ProfileFile OfUser()
    {
        // Not verified: of a home that is not there, as service users have, the name is wanted, for the error.
        var config = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } given && System.IO.Path.IsPathFullyQualified(given)
            ? given
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".config");
        return System.IO.Path.IsPathFullyQualified(config)
            ? new ProfileFile(System.IO.Path.Combine(config, "postscale", "profiles.json"))
            : throw new VerbException(ExitCode.Usage, "there is no home folder to keep profiles in: set HOME or XDG_CONFIG_HOME to a whole path");
    }

    /// <summary>Whether a text can name a profile.</summary>
    public static bool IsName(string name) => name.Length is >= 1 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Reads it; without a file there are no profiles.</summary>
    /// <exception cref="VerbException">It cannot be read, or others can.</exception>
    public ProfilesJson Read()
    {
        try
        {
            if (!File.Exists(path))
            {
                return new ProfilesJson(null, []);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new VerbException(ExitCode.Denied, $"others can get at the keys in {path}: run chmod 600 {path}, and replace them if others may have");
            }

            var read = JsonSerializer.Deserialize(File.ReadAllBytes(path), ProfilesContext.Default.ProfilesJson);
            // What somebody has left out by hand is missing when it is used, and not before.
            var whole = (read?.Profiles ?? []).ToDictionary(p => p.Key, p => new Profile(p.Value?.Url ?? "", p.Value?.Key ?? ""));
            return new ProfilesJson(read?.Default, new SortedDictionary<string, Profile>(whole));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new VerbException(ExitCode.Denied, $"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Changes it as it is now; programs that do so at once do it one after another.</summary>
    /// <param name="change">Gives what is to be there in the place of what is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is there now.</returns>
    /// <exception cref="VerbException">It cannot be read or written.</exception>
    public async Task<ProfilesJson> ChangeAsync(Func<ProfilesJson, ProfilesJson> change, CancellationToken cancellationToken)
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(path)!;
            // A home is not for us to make.
            var home = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(folder)!)!;
            if (!Directory.Exists(home))
            {
                throw new VerbException(ExitCode.Failed, $"{path} cannot be written: there is no folder {home}; set HOME or XDG_CONFIG_HOME");
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
                Directory.CreateDirectory(folder, Owner);
                // One that was there already.
                File.SetUnixFileMode(folder, Owner);
            }

            using var turn = await LockAsync(cancellationToken).ConfigureAwait(false);
            var profiles = change(Read());
            await SecretFile.WriteAsync(path, async (stream, token) =>
            {
                await JsonSerializer.SerializeAsync(stream, profiles, ProfilesContext.Default.ProfilesJson, token).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
            return profiles;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Failed, $"{path} cannot be written: {e.Message}");
        }
    }

    /// <summary>Waits for its turn. The file of the lock stays: to remove it could give the turn to two.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < LockTries)
            {
                await Task.Delay(s_lockPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
