using System.CommandLine;
using System.Text.Json;

namespace Postscale.Cli.Api.Profiles;

/// <summary><c>postscale profiles</c>: the services that one has logged in to.</summary>
internal static class ProfilesCommand
{
    public static Command Create()
    {
        var use = new Argument<string?>("NAME") { Description = "make this the profile that is used where none is named", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("profiles", "list the profiles that 'login' has kept, or choose the usual one; never shows a key") { use, ApiOptions.Json, ApiOptions.Color };
        command.SetAction((result, token) => ApiVerb.GuardAsync(async () =>
        {
            var file = ProfileFile.OfUser();
            var all = result.GetValue(use) is { } chosen
                ? await file.ChangeAsync(
                    known => known.Profiles!.ContainsKey(chosen) ? known with { Default = chosen } : throw new VerbException(ExitCode.Failed, $"there is no profile '{chosen}'"), token).ConfigureAwait(false)
                : file.Read();
            var usual = Access.UsualProfile(all);
            var output = ApiVerb.OutputOf(result);
            var rows = all.Profiles!.Select(p => (p.Key, p.Value, p.Key == usual)).ToList();
            if (output.Screen.IsJson)
            {
                output.Raw(Json(rows));
            }
            else
            {
                await output.ListAsync(rows.ToAsyncEnumerable(), ["PROFILE", "URL", "KEY", "USUAL"], r => [r.Key, r.Value.Url, r.Value.Hint, r.Item3 ? "yes" : "no"]).ConfigureAwait(false);
            }

            return ExitCode.Done;
        }, token));
        return command;
    }

    /// <summary>Profiles as a JSON document, without their keys.</summary>
    public static string Json(IEnumerable<(string Name, Profile Profile, bool IsUsual)> profiles)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var (name, profile, usual) in profiles)
            {
                json.WriteStartObject();
                json.WriteString("profile", name);
                json.WriteString("url", profile.Url);
                json.WriteString("key", profile.Hint);
                json.WriteBoolean("usual", usual);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
