using System.CommandLine;
using System.Net;
using Postscale.Server;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;

namespace Postscale.Cli.PlatformVerbs;

/// <summary><c>postscale platform</c>: what the operator of the platform publishes for itself.</summary>
internal static class PlatformCommand
{
    public static Command Create() => new("platform", "what the operator of the platform publishes for itself, and its DKIM keys")
    {
        CreateRecords(),
        CreateCheck(),
        DkimCommand.Create(),
        DomainConnectCommand.Create(),
    };

    private static Command CreateRecords()
    {
        var addresses = new Option<IPAddress[]>("--address")
        {
            Description = "an IPv4 or IPv6 address of the platform's hosts; may be given several times",
            HelpName = "IP",
            CustomParser = argument =>
            {
                var parsed = new List<IPAddress>();
                foreach (var token in argument.Tokens)
                {
                    if (!TryReadAddress(token.Value, out var address))
                    {
                        argument.AddError($"'{token.Value}' is no IPv4 or IPv6 address");
                        return null;
                    }

                    parsed.Add(address);
                }

                return [.. parsed];
            },
        };
        var domains = new Option<bool>("--domains") { Description = "print the names that the domains of customers point at instead, where each has its own (--platform dkim-target=per-domain)" };
        var command = new Command("records", "print, as a zone file, the records that the platform itself needs") { addresses, domains };
        var settings = new SettingOptions(command, "database", SettingOptions.PlatformNames);
        command.SetAction((result, cancellationToken) => PlatformSession.RunAsync(settings.Read(result), result.InvocationConfiguration, ExitCode.Failed, async session =>
        {
            var keys = await session.Keys.EnsureAsync(cancellationToken).ConfigureAwait(false);
            var platform = ActivePlatform.At(session.Options.Platform, keys);
            if (result.GetValue(domains))
            {
                return await DomainNamesPrinting.WriteAsync(session, platform, keys, cancellationToken).ConfigureAwait(false);
            }

            var records = PlatformPublication.Of(platform, keys, [.. (result.GetValue(addresses) ?? []).Distinct()]);
            await session.Output.WriteAsync(ZoneFile.Write(platform, records)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command CreateCheck()
    {
        var json = new Option<bool>("--json") { Description = "print JSON instead of a table" };
        var domains = new Option<bool>("--domains") { Description = "look for the names of customers' domains too, and show those that are missing or wrong" };
        var command = new Command("check", "look whether these records are in DNS; ends with 0 if all are, 1 if one is missing or wrong, 2 if DNS could not be read") { json, domains };
        var settings = new SettingOptions(command, "database", "dns", "dns-mode", "allow-private-name-servers", SettingOptions.PlatformNames);

        // 1 says that a record is missing: a database that cannot be read leaves the question open.
        command.SetAction((result, cancellationToken) => PlatformSession.RunAsync(settings.Read(result), result.InvocationConfiguration, ExitCode.Unread, async session =>
        {
            var keys = await session.Keys.EnsureAsync(cancellationToken).ConfigureAwait(false);
            var platform = ActivePlatform.At(session.Options.Platform, keys);
            var dns = ServerHost.Resolver(session.Options);
            var findings = await PlatformCheck.RunAsync(PlatformPublication.Of(platform, keys, []), dns, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (result.GetValue(domains))
            {
                if (!await DomainNamesPrinting.HasNamesAsync(session).ConfigureAwait(false))
                {
                    return ExitCode.Usage;
                }

                findings = [.. findings, .. await DomainNamesPrinting.FaultsAsync(session, platform, keys, dns, cancellationToken).ConfigureAwait(false)];
            }

            await session.Output.WriteAsync(result.GetValue(json) ? PlatformCheckJson.Write(findings) : PlatformTable.Write(findings)).ConfigureAwait(false);
            return findings.Worst() switch
            {
                PlatformVerdict.Ok => ExitCode.Done,
                PlatformVerdict.Unreadable => ExitCode.Unread,
                _ => ExitCode.Failed,
            };
        }, cancellationToken));
        return command;
    }

    /// <summary>Only the usual forms: "1" and "0x7f.1" are addresses to some, and mistakes here; a zone has no place for a scope.</summary>
    private static bool TryReadAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && !text.Contains('%') && !text.Contains('[') && (text.Contains(':') || address.ToString() == text);
}
