using System.Text;
using Postscale.Cli.Check.Printing;

namespace Postscale.Cli.Api;

/// <summary>Asks whoever sits at the terminal.</summary>
internal static class Prompt
{
    private const int MaxSecret = 1024;

    /// <summary>A yes or no. Where nobody sits, it is yes: a program has said what it wants.</summary>
    public static bool Agrees(string question)
    {
        if (Console.IsInputRedirected)
        {
            return true;
        }

        Console.Error.Write(Page.Clean(question));
        return Console.ReadLine()?.Trim() is { } answer && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A secret: typed without being shown, or the first line of standard input.</summary>
    /// <param name="question">What is asked for.</param>
    public static string Secret(string question)
    {
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine()?.Trim() ?? "";
        }

        // Turns the terminal's own echo off before anybody can begin to type.
        _ = Console.KeyAvailable;
        Console.Error.Write(Page.Clean(question));
        var text = new StringBuilder();
        while (text.Length < MaxSecret && Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(text.Length - 1, 0);
            }
            else if (key.KeyChar is > ' ' and <= '~')
            {
                text.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
