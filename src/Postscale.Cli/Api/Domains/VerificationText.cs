using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>What a verification came to, in words.</summary>
internal static class VerificationText
{
    public static void Show(Output output, Verification verification)
    {
        if (output.Screen.IsJson)
        {
            output.Json(verification);
            return;
        }

        if (!output.Screen.IsTerminal)
        {
            output.Line("summary", verification.Verified ? "verified" : "not_verified", verification.Summary);
            foreach (var check in verification.Checks)
            {
                output.Line(check.Record.ToString(), check.Outcome.ToString(), check.Error, check.Hint, Words.Sentences(check.Warnings));
            }

            return;
        }

        var page = new Page(output.Screen.Terminal);
        page.Write(verification.Verified ? "✓ " : "✗ ", verification.Verified ? Ink.Good : Ink.Bad, verification.Summary, Ink.Strong);
        foreach (var check in verification.Checks)
        {
            page.Write($"{(check.Outcome == CheckOutcome.Holds ? "✓" : check.Outcome == CheckOutcome.Unreadable ? "?" : "✗")} ", check.Outcome.InkOf(), $"{check.Record}: {check.Outcome}", check.Outcome.InkOf());
            page.Field("found", check.Outcome == CheckOutcome.Holds ? [] : check.Found ?? []);
            Problem(page, check.Error, check.Hint, check.Warnings);
        }

        output.Raw(page.ToString());
    }

    /// <summary>What is wrong with a record, and what to do.</summary>
    public static void Problem(Page page, string? error, string? hint, IReadOnlyList<string>? warnings)
    {
        page.Field("why", error is null ? [] : [error]);
        page.Field("to do", hint is null ? [] : [hint]);
        page.Warnings(warnings ?? []);
    }
}
