using System.CommandLine;
using Postscale.Cli;
using Postscale.Cli.Api;
using Postscale.Cli.Api.Domains;
using Postscale.Cli.Api.Profiles;
using Postscale.Cli.Api.Webhooks;
using Postscale.Cli.Check;
using Postscale.Cli.Moving;
using Postscale.Cli.PlatformVerbs;

Icu.DoWithoutIfMissing();

var root = new RootCommand("Postscale: the control plane for the domains of an email platform")
{
    ServeCommand.Create(),
    DomainsCommand.Create(),
    WebhooksCommand.Create(),
    EventsCommand.Create(),
    KeysCommand.Create(),
    AuditCommand.Create(),
    LoginCommand.Create(),
    LogoutCommand.Create(),
    ProfilesCommand.Create(),
    CheckCommand.Create(),
    PlatformCommand.Create(),
    MigrateCommand.Create(),
    ExportCommand.Create(),
    ImportCommand.Create(),
    CompletionCommand.Create(),
};

// The service handles SIGINT and SIGTERM itself: it lets requests under way finish.
var command = root.Parse(args);
var exit = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return command.Errors.Count > 0 ? ExitCode.Usage : exit;
