using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>The verbs that show and check DNS.</summary>
internal static class CheckVerbs
{
    public static Command Dns()
    {
        var name = DomainsCommand.Name();
        return new Command("dns", "show the records to publish, and how each stands as of the last check") { name }.Does(async (result, session, token) =>
        {
            var dns = await session.Client.Domains.GetDnsRecordsAsync(result.GetValue(name)!, token).ConfigureAwait(false);
            Show(session.Output, dns);
        });
    }

    public static Command Verify()
    {
        var name = DomainsCommand.Name();
        return new Command("verify", "have the service look at DNS now; ends with 0: verified, 1: not") { name }.Does(async (result, session, token) =>
        {
            var verification = await session.Client.Domains.VerifyAsync(result.GetValue(name)!, cancellationToken: token).ConfigureAwait(false);
            Show(session.Output, verification);
            return verification.Verified ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public static Command Checks()
    {
        var name = DomainsCommand.Name();
        var limit = DomainVerbs.Limit();
        return new Command("checks", "show the checks that changed something, newest first") { name, limit }.Does((result, session, token) => session.Output.ListAsync(
            session.Client.Domains.ListChecksAsync(result.GetValue(name)!, token).Take(result.GetValue(limit)),
            ["CHECKED", "VERIFIED", "HOLDING", "CHANGED"],
            c => [Cell.Time(c.CheckedAt), Cell.Truth(c.Verified), Words.List(c.Holding.Select(k => k.Value)), Words.List(c.Changed.Select(k => k.Value))]));
    }

    private static void Show(Output output, DnsRecords dns)
    {
        if (output.Screen.IsJson)
        {
            output.Json(dns);
            return;
        }

        if (!output.Screen.IsTerminal)
        {
            foreach (var record in dns.Records)
            {
                output.Line(record.Status.ToString(), record.Type, record.Name, Words.Number(record.Priority), record.Value);
            }

            return;
        }

        var page = new Page(output.Screen.Terminal);
        foreach (var record in dns.Records)
        {
            var (sign, ink) = record.Sign();
            page.Write($"{sign} ", ink, $"{record.Purpose}: {record.Status}", ink);
            page.Field("type", record.Type);
            page.Field("name", record.Name);
            page.Field("value", record.Published(), Ink.Strong);
            page.Field("found", record.Found ?? []);
            Problem(page, record.Error, record.Hint, record.Warnings);
            page.Blank();
        }

        output.Raw(page.ToString());
        output.Say(dns.Verified ? $"{dns.Domain} is verified." : $"{dns.Domain} is not verified yet.", dns.Verified ? Ink.Good : Ink.Warning);
    }

    private static void Show(Output output, Verification verification)
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
                output.Line(check.Record.ToString(), check.Outcome.ToString(), check.Error, check.Hint);
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

    private static void Problem(Page page, string? error, string? hint, IReadOnlyList<string>? warnings)
    {
        page.Field("why", error is null ? [] : [error]);
        page.Field("to do", hint is null ? [] : [hint]);
        page.Warnings(warnings ?? []);
    }
}
