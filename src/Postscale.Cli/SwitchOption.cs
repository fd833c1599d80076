using System.CommandLine;

namespace Postscale.Cli;

/// <summary>Options that take <c>true</c> or <c>false</c>, and may be left out.</summary>
internal static class SwitchOption
{
    private const string On = "true";
    private const string Off = "false";

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name, such as <c>--active</c>.</param>
    /// <param name="description">What it is for.</param>
    public static Option<string?> Create(string name, string description)
    {
        // As text: the library takes a word that is no truth value for the next argument, and blames that.
        var option = new Option<string?>(name) { Description = description, HelpName = $"{On}|{Off}" };
        option.AcceptOnlyFromAmong(On, Off);
        return option;
    }

    /// <summary>What was given; null if nothing was.</summary>
    public static bool? IsOn(this ParseResult result, Option<string?> option) => result.GetValue(option) is { } text ? text == On : null;
}
