using System.CommandLine;

namespace Postscale.Cli.Api;

/// <summary>The options of all verbs that call the API. The key itself is none: command lines are seen by others.</summary>
internal static class ApiOptions
{
    public static readonly Option<string?> Url = new("--url") { Description = "the service's address; default: that of the profile. Environment: POSTSCALE_URL", HelpName = "URL" };
    public static readonly Option<string?> KeyFile = FileOption.Create("--api-key-file", "a file that holds the API key; default: the profile's key. Environment: POSTSCALE_API_KEY, the key itself");
    public static readonly Option<string?> Profile = new("--profile") { Description = "the profile to use, as 'postscale login' made it. Environment: POSTSCALE_PROFILE", HelpName = "NAME" };
    public static readonly Option<bool> Json = new("--json") { Description = "print JSON: one document, or one a line where it is a stream" };

    public static readonly Option<string> Color = NewColor();

    /// <summary>Adds them to a command and all below it.</summary>
    public static Command AddTo(Command command)
    {
        foreach (var option in (Option[])[Url, KeyFile, Profile, Json, Color])
        {
            option.Recursive = true;
            command.Options.Add(option);
        }

        return command;
    }

    private static Option<string> NewColor()
    {
        var color = new Option<string>("--color")
        {
            Description = "colours: auto (on a terminal, unless NO_COLOR is set), always or never",
            HelpName = "WHEN",
            DefaultValueFactory = _ => "auto",
        };
        color.AcceptOnlyFromAmong("auto", "always", "never");
        return color;
    }
}
