using System.CommandLine;
using Postscale.Cli.Check.Json;
using Postscale.Cli.Check.Printing;
using Postscale.Server;
using Postscale.Server.Domains;
using Postscale.Server.Options;

namespace Postscale.Cli.Check;

/// <summary><c>postscale check</c>: the diagnosis of any domain on DNS, without server, key and database.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var domain = new Argument<string>("DOMAIN") { Description = "the domain, in any spelling" };
        var type = new Option<string>("--type") { Description = "what the domain is for: inbound, outbound, both or alias", HelpName = "TYPE", DefaultValueFactory = _ => "both" };
        type.AcceptOnlyFromAmong("inbound", "outbound", "both", "alias");
        var json = new Option<bool>("--json") { Description = "print one JSON object" };
        var token = new Option<string?>("--token") { Description = "the ownership token of a registered domain; without it, ownership is not checked", HelpName = "TOKEN" };
        var command = new Command("check", "say what any domain publishes for mail and what it lacks; ends with 0: verified, 1: not, 2: DNS could not be read")
        {
            domain, type, json, token,
        };
        var settings = new SettingOptions(
            command, "dns", "dns-mode", "allow-private-name-servers", "verify-timeout", "private-suffixes", SettingOptions.PlatformNames);
        command.SetAction(async (result, cancellationToken) =>
        {
            if (settings.Read(result) is not { } options || Request(result.GetValue(domain)!, result.GetValue(type), result.GetValue(token), options) is not { } request)
            {
                return ExitCode.Usage;
            }

            var report = await CheckRun.RunAsync(request, ServerHost.Resolver(options), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteAsync(result.GetValue(json) ? ReportJson.Write(report) : CheckPage.Write(report, Terminal.OfConsole())).ConfigureAwait(false);
            return Exit(report);
        });
        return command;
    }

    /// <summary>What the program ends with.</summary>
    internal static int Exit(CheckReport report) => report.Verified switch
    {
        true => ExitCode.Done,
        false => ExitCode.Failed,
        null => ExitCode.Unread,
    };

    private static CheckRequest? Request(string domain, string? type, string? token, PostscaleOptions options)
    {
        if (!new DomainNames(options).TryRead(domain, out var name, out var refusal, "DOMAIN"))
        {
            Console.Error.WriteLine($"postscale: {refusal.Reason}");
            return null;
        }

        if (!CheckToken.TryRead(token, options.Platform.TokenPrefix, out token))
        {
            Console.Error.WriteLine("postscale: --token takes the token as the record to publish has it: printable ASCII characters without spaces");
            return null;
        }

        _ = DomainTypes.TryParse(type, out var which);
        return new CheckRequest(name, which, token, options);
    }
}
