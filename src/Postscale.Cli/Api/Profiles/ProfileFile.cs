using System.Text.Json;
using Postscale.Cli.Moving;

namespace Postscale.Cli.Api.Profiles;

/// <summary>The file of profiles: in a folder that its owner alone can enter, and that he alone can read.</summary>
/// <param name="path">Where it is.</param>
internal sealed class ProfileFile(string path)
{
    /// <summary>The name of the profile where none is named.</summary>
    public const string DefaultName = "default";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path => path;

    /// <summary>The user's own (XDG base directory specification: a relative XDG_CONFIG_HOME is ignored).</summary>
    public static ProfileFile OfUser()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } given && System.IO.Path.IsPathRooted(given)
            ? given
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return new ProfileFile(System.IO.Path.Combine(home, "postscale", "profiles.json"));
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
            return new ProfilesJson(read?.Default, read?.Profiles ?? []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new VerbException(ExitCode.Denied, $"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Puts others in the place of those that are there.</summary>
    /// <exception cref="VerbException">It cannot be written.</exception>
    public async Task WriteAsync(ProfilesJson profiles, CancellationToken cancellationToken)
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(path)!;
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

            await SecretFile.WriteAsync(path, async (stream, token) =>
            {
                await JsonSerializer.SerializeAsync(stream, profiles, ProfilesContext.Default.ProfilesJson, token).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Failed, $"{path} cannot be written: {e.Message}");
        }
    }
}
