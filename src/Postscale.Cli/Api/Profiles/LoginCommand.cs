using System.CommandLine;
using System.Net;
using Postscale.Client;

namespace Postscale.Cli.Api.Profiles;

/// <summary><c>postscale login</c>: asks for a key, tries it, and keeps it.</summary>
internal static class LoginCommand
{
    public static Command Create()
    {
        var command = ApiOptions.AddTo(new Command("login", "keep an API key for the verbs that call the API; it is typed unseen, or is the first line of standard input"));
        command.SetAction((result, token) => ApiVerb.GuardAsync(() => RunAsync(result, token), token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var name = Access.NamedProfile(result) ?? ProfileFile.DefaultName;
        if (!ProfileFile.IsName(name))
        {
            throw new VerbException(ExitCode.Usage, "a profile's name has 1 to 64 letters, digits, dots, underscores or hyphens");
        }

        var file = ProfileFile.OfUser();
        var url = Access.UrlToLogInTo(result, file.Read().Profiles!.GetValueOrDefault(name));
        var key = result.GetValue(ApiOptions.KeyFile) is { } path ? Access.ReadKey(path) : Prompt.Secret($"API key for {url}: ");
        if (key.Length == 0)
        {
            throw new VerbException(ExitCode.Denied, "no API key was given");
        }

        var profile = new Profile(Address(url), key);
        await TryAsync(profile, cancellationToken).ConfigureAwait(false);
        var stored = await file.ChangeAsync(all =>
        {
            var usual = all.Profiles!.ContainsKey(all.Usual) ? all.Default : name;
            all.Profiles[name] = profile;
            return all with { Default = usual };
        }, cancellationToken).ConfigureAwait(false);
        var output = ApiVerb.OutputOf(result);
        if (output.Screen.IsJson)
        {
            output.Raw(ProfilesCommand.Json([(name, profile, name == Access.UsualProfile(stored))]));
        }
        else
        {
            output.Say($"logged in to {profile.Url} with the key {profile.Hint}, as the profile '{name}'");
        }

        return ExitCode.Done;
    }

    /// <summary>The service's address as all calls begin with it: without the version, which documents of APIs like to show with it.</summary>
    private static string Address(string url)
    {
        var address = url.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.Ordinal) ? address[..^"/v1".Length] : address;
    }

    /// <summary>A key that the service does not know is not kept. One that may not list domains is: it may do something else.</summary>
    private static async Task TryAsync(Profile profile, CancellationToken cancellationToken)
    {
        using var client = ApiVerb.NewClient(profile);
        try
        {
            await client.Domains.GetPageAsync(limit: 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (PostscaleException e) when (e is { Status: HttpStatusCode.Forbidden, Code: ErrorCodes.ApiKeyScopeMissing })
        {
            // It was known.
        }
    }
}
