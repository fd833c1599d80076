using System.CommandLine;

namespace Postscale.Cli;

/// <summary>Options that take the name of a file. An empty one, as of a variable that is not set, is refused and no default is taken in its place.</summary>
internal static class FileOption
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name, such as <c>--output</c>.</param>
    /// <param name="description">What the file is for.</param>
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(r =>
        {
            if (r.Tokens.Any(t => t.Value.Length == 0))
            {
                r.AddError($"{name} takes the name of a file, not ''");
            }
        });
        return option;
    }
}
