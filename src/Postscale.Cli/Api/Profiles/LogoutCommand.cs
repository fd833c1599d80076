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
            var wasUsual = false;
            var left = await ProfileFile.OfUser().ChangeAsync(all =>
            {
                name ??= all.Usual is { Length: > 0 } usual ? usual : throw new VerbException(ExitCode.Failed, "no profile is the usual one: name the one to forget by --profile");
                wasUsual = name == all.Usual;
                // Another one in its place would send the next command to another service or environment, unasked.
                return all.Profiles!.Remove(name)
                    ? all with { Default = !wasUsual ? all.Default : all.Profiles.Count == 0 ? null : "" }
                    : throw new VerbException(ExitCode.Failed, $"there is no profile '{name}'");
            }, token).ConfigureAwait(false);
            var output = ApiVerb.OutputOf(result);
            if (output.Screen.IsJson)
            {
                output.Raw($"{{\"status\":\"forgotten\",\"profile\":\"{System.Text.Json.JsonEncodedText.Encode(name!)}\",\"was_usual\":{(wasUsual ? "true" : "false")}}}\n");
            }
            else
            {
                output.Say($"forgot the profile '{name}' and its key{(wasUsual && left.Profiles!.Count > 0 ? "; none is the usual one now: 'postscale profiles NAME' makes one" : "")}");
            }

            return ExitCode.Done;
        }, token));
        return command;
    }
}
