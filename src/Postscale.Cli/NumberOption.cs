using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Postscale.Cli;

/// <summary>Options that take a whole number within bounds; anything else is refused with what is right.</summary>
internal static class NumberOption
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name, such as <c>--limit</c>.</param>
    /// <param name="takes">What its value is called, such as <c>N</c>.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least that it takes.</param>
    /// <param name="most">The most that it takes.</param>
    /// <param name="usual">What counts where it is not given.</param>
    public static Option<long> Create(string name, string takes, string description, long least, long most, long usual) => new(name)
    {
        Description = description,
        HelpName = takes,
        DefaultValueFactory = _ => usual,
        CustomParser = r => Read(r, name, least, most) ?? usual,
    };

    /// <summary>Makes one that may be left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="takes">What its value is called.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least that it takes.</param>
    /// <param name="most">The most that it takes.</param>
    public static Option<long?> CreateOptional(string name, string takes, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = takes,
        CustomParser = r => Read(r, name, least, most),
    };

    private static long? Read(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var bounds = most is int.MaxValue or long.MaxValue ? $", at least {least.ToString(CultureInfo.InvariantCulture)}" : string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}");
        result.AddError($"{name} takes a whole number{bounds}, not '{text}'");
        return null;
    }
}
