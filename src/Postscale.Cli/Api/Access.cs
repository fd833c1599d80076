using System.CommandLine;
using Postscale.Cli.Api.Profiles;

namespace Postscale.Cli.Api;

/// <summary>
/// Which service to call, and with which key. What is given on the command line beats the environment, and that the file of profiles. A profile's key goes to its own service alone.
/// </summary>
internal static class Access
{
    private const string UsualUrl = "http://127.0.0.1:8080";

    /// <summary>Decides.</summary>
    /// <exception cref="VerbException">There is no key, or something does not go together.</exception>
    public static Profile Of(ParseResult result)
    {
        var file = ProfileFile.OfUser();
        var (url, named, keyFile) = (result.GetValue(ApiOptions.Url), result.GetValue(ApiOptions.Profile), result.GetValue(ApiOptions.KeyFile));
        var key = keyFile is null ? null : ReadKey(keyFile);
        if (named is not null)
        {
            var profile = Named(file, named) ?? throw new VerbException(ExitCode.Denied, $"there is no profile '{named}'; 'postscale login --profile {named}' makes it");
            return With(url, key, profile);
        }

        url ??= Variable("POSTSCALE_URL");
        key ??= Variable("POSTSCALE_API_KEY");
        if (key is not null)
        {
            return new Profile(url ?? (Chosen(file)?.Url ?? UsualUrl), key);
        }

        return Chosen(file) is { } chosen
            ? With(url, null, chosen)
            : throw new VerbException(ExitCode.Denied, file.Read().Profiles!.Count == 0
                ? "there is no API key: run 'postscale login', or set POSTSCALE_API_KEY"
                : "no profile is the usual one: name one by --profile, or make one usual by 'postscale profiles NAME'");
    }

    /// <summary>The profile that is named, on the command line or by the environment; null if none is.</summary>
    public static string? NamedProfile(ParseResult result) => result.GetValue(ApiOptions.Profile) ?? NamedProfile();

    /// <summary>The profile that the environment names; null if none is.</summary>
    public static string? NamedProfile() => Variable("POSTSCALE_PROFILE");

    /// <summary>The profile that is used where none is named on the command line.</summary>
    public static string UsualProfile(ProfilesJson all) => NamedProfile() ?? all.Usual;

    /// <summary>The service to log in to.</summary>
    public static string UrlToLogInTo(ParseResult result, Profile? known) =>
        result.GetValue(ApiOptions.Url) ?? Variable("POSTSCALE_URL") ?? known?.Url ?? UsualUrl;

    /// <summary>Reads the file of a key.</summary>
    /// <exception cref="VerbException">It cannot be read, or holds none.</exception>
    public static string ReadKey(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } key ? key : throw new VerbException(ExitCode.Denied, $"{path} holds no API key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Denied, $"the file of the API key cannot be read: {e.Message}");
        }
    }

    private static Profile With(string? url, string? key, Profile profile)
    {
        if (key is null && url is not null && url.TrimEnd('/') != profile.Url.TrimEnd('/'))
        {
            throw new VerbException(ExitCode.Denied, $"the profile's key is for {profile.Url}; give the key for {url} by --api-key-file or POSTSCALE_API_KEY, or log in to it");
        }

        return new Profile(url ?? profile.Url, key ?? profile.Key);
    }

    private static Profile? Chosen(ProfileFile file) => NamedProfile() is { } name
        ? Named(file, name) ?? throw new VerbException(ExitCode.Denied, $"there is no profile '{name}', which POSTSCALE_PROFILE names")
        : file.Read() is var all && all.Profiles!.TryGetValue(all.Usual, out var profile) ? profile : null;

    private static Profile? Named(ProfileFile file, string name) => file.Read().Profiles!.GetValueOrDefault(name);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
