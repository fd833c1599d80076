using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary><c>postscale domains provider</c>: who runs the domain's DNS, and how the records are entered there by hand.</summary>
internal static class ProviderVerb
{
    public static Command Create()
    {
        var name = DomainsCommand.Name();
        return new Command("provider", "show who runs the domain's DNS, and how to enter the records there") { name }.Does(async (result, session, token) =>
            Show(session.Output, await session.Client.Domains.GetProviderAsync(result.GetValue(name)!, token).ConfigureAwait(false)));
    }

    private static void Show(Output output, DnsHosting hosting)
    {
        if (output.Screen.IsJson)
        {
            output.Json(hosting);
            return;
        }

        if (!output.Screen.IsTerminal)
        {
            output.Line("zone", hosting.Zone, hosting.ZoneFoundBy);
            output.Line("name_servers", Words.List(hosting.NameServers));
            output.Line("provider", hosting.Provider?.Id, hosting.Provider?.Name, hosting.Provider?.Url);
            output.Line("domain_connect", hosting.DomainConnect?.ApplyUrl);
            foreach (var step in hosting.Provider?.Steps ?? [])
            {
                output.Line("step", step);
            }

            foreach (var trap in hosting.Provider?.Traps ?? [])
            {
                output.Line("trap", trap);
            }

            foreach (var record in hosting.Records)
            {
                output.Line(record.Record.ToString(), record.Type, record.Name, record.Host, Words.Number(record.Priority), record.Value);
            }

            return;
        }

        var page = new Page(output.Screen.Terminal);
        page.Write("", Ink.Plain, hosting.Provider is { } known ? $"{hosting.Domain} is at {known.Name}, {known.Url}" : $"{hosting.Domain} is at a provider that is not known", Ink.Strong);
        page.Field("zone", hosting.Zone);
        page.Field("servers", hosting.NameServers);
        var number = 0;
        foreach (var step in hosting.Provider?.Steps ?? [])
        {
            page.Field($"step {++number}", step);
        }

        page.Warnings(hosting.Provider?.Traps ?? []);
        foreach (var record in hosting.Records)
        {
            page.Blank();
            page.Write("", Ink.Plain, record.Record.ToString(), Ink.Strong);
            page.Field("type", record.Type);
            page.Field("host", record.Host, Ink.Strong);
            page.Field("value", record.Priority is { } priority ? $"{priority} {record.Value}" : record.Value, Ink.Strong);
        }

        if (hosting.DomainConnect is { } connect)
        {
            page.Blank();
            page.Write("Or let the provider enter them: ", Ink.Plain, connect.ApplyUrl);
        }

        output.Raw(page.ToString());
    }
}
