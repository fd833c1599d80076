using System.CommandLine;

namespace Postscale.Cli.Api.Profiles;

/// <summary><c>postscale logout</c>: forgets a key. It stays good: 'keys revoke' ends it.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var command = new Command("logout", "forget a profile and its key; the key stays good until 'keys revoke' ends it") { ApiOptions.Profile, ApiOptions.Json, ApiOptions.Color };
        command.SetAction((result, token) => ApiVerb.GuardAsync(async () =>
        {
            var name = Access.NamedProfile(result);
            await ProfileFile.OfUser().ChangeAsync(all =>
            {
                name ??= all.Default ?? ProfileFile.DefaultName;
                return all.Profiles!.Remove(name)
                    ? all with { Default = all.Default == name ? all.Profiles.Keys.FirstOrDefault() : all.Default }
                    : throw new VerbException(ExitCode.Failed, $"there is no profile '{name}'");
            }, token).ConfigureAwait(false);
            var output = ApiVerb.OutputOf(result);
            if (output.Screen.IsJson)
            {
                output.Raw($"{{\"status\":\"forgotten\",\"profile\":\"{System.Text.Json.JsonEncodedText.Encode(name!)}\"}}\n");
            }
            else
            {
                output.Say($"forgot the profile '{name}' and its key");
            }

            return ExitCode.Done;
        }, token));
        return command;
    }
}
