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
        var format = new Option<string?>("--format")
        {
            Description = "print the records as a file instead: json, zone (a master file), csv, terraform or dnscontrol",
            HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong("json", "zone", "csv", "terraform", "dnscontrol");
        var command = new Command("dns", "show the records to publish, and how each stands as of the last check") { name, format };
        command.Validators.Add(r =>
        {
            if (r.GetValue(ApiOptions.Json) && r.GetResult(format)?.Tokens is [{ Value: not "json" }])
            {
                r.AddError("--json and another --format do not go together");
            }
        });
        return command.Does(async (result, session, token) =>
        {
            var domain = result.GetValue(name)!;
            if (result.GetValue(format) is { } form and not "json")
            {
                session.Output.Raw(await session.Client.Domains.GetDnsFileAsync(domain, new DnsFileFormat(form), token).ConfigureAwait(false));
                return;
            }

            var dns = await session.Client.Domains.GetDnsRecordsAsync(domain, token).ConfigureAwait(false);
            Show(session.Output, dns, asJson: result.GetValue(format) == "json");
        });
    }

    public static Command Verify()
    {
        var name = DomainsCommand.Name();
        return new Command("verify", "have the service look at DNS now; ends with 0: verified, 1: not") { name }.Does(async (result, session, token) =>
        {
            var verification = await session.Client.Domains.VerifyAsync(result.GetValue(name)!, cancellationToken: token).ConfigureAwait(false);
            VerificationText.Show(session.Output, verification);
            return verification.Verified ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public static Command Checks()
    {
        var name = DomainsCommand.Name();
        var limit = DomainVerbs.Limit();
        return new Command("checks", "show the checks that changed something, newest first") { name, limit }.Does((result, session, token) => session.Output.ListAsync(
            session.Client.Domains.ListChecksAsync(result.GetValue(name)!, token).Take((int)result.GetValue(limit)),
            ["CHECKED", "VERIFIED", "HOLDING", "CHANGED"],
            c => [Cell.Time(c.CheckedAt), Cell.Truth(c.Verified), Words.List(c.Holding.Select(k => k.Value)), Words.List(c.Changed.Select(k => k.Value))]));
    }

    private static void Show(Output output, DnsRecords dns, bool asJson)
    {
        if (asJson || output.Screen.IsJson)
        {
            output.Json(dns);
            return;
        }

        if (!output.Screen.IsTerminal)
        {
            foreach (var record in dns.Records)
            {
                output.Line(record.Status.ToString(), record.Type, record.Name, Words.Number(record.Priority), record.Value, record.Error, record.Hint, Words.Sentences(record.Warnings));
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
            VerificationText.Problem(page, record.Error, record.Hint, record.Warnings);
            page.Blank();
        }

        output.Raw(page.ToString());
        output.Say(dns.Verified ? $"{dns.Domain} is verified." : $"{dns.Domain} is not verified yet.", dns.Verified ? Ink.Good : Ink.Warning);
    }
}
