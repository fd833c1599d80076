using System.CommandLine;

namespace Postscale.Cli.Api.Profiles;

/// <summary><c>postscale logout</c>: forgets a key. It stays good: 'keys revoke' ends it.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var command = new Command("logout", "forget a profile and its key; the key stays good until 'keys revoke' ends it") { ApiOptions.Profile };
        command.SetAction((result, token) => ApiVerb.GuardAsync(async () =>
        {
            var file = ProfileFile.OfUser();
            var all = file.Read();
            var name = result.GetValue(ApiOptions.Profile) ?? all.Default ?? ProfileFile.DefaultName;
            if (!all.Profiles!.Remove(name))
            {
                throw new VerbException(ExitCode.Failed, $"there is no profile '{name}'");
            }

            await file.WriteAsync(all with { Default = all.Default == name ? all.Profiles.Keys.FirstOrDefault() : all.Default }, token).ConfigureAwait(false);
            ApiVerb.OutputOf(result).Say($"forgot the profile '{name}' and its key");
            return ExitCode.Done;
        }));
        return command;
    }
}
