using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Postscale.Cli;
using Postscale.Cli.Api;
using Postscale.Cli.Api.Domains;
using Postscale.Cli.Api.Printing;
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

// A name that begins with a slash is a name, and no cry for help.
var help = root.Options.OfType<HelpOption>().Single();
foreach (var slashed in help.Aliases.Where(a => a.StartsWith('/')).ToList())
{
    help.Aliases.Remove(slashed);
}

// What cannot be shown is a failure, wherever it is written.
Console.SetOut(StandardOutput.Writer);
try
{
    var command = root.Parse(args);
    // The service handles SIGINT and SIGTERM itself: it lets requests under way finish.
    var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
    if (command.Action is ParseErrorAction)
    {
        // Help that nobody asked for is not the output that a script is waiting for.
        invocation.Output = Console.Error;
    }

    var exit = await command.InvokeAsync(invocation);
    return command.Errors.Count > 0 ? ExitCode.Usage : exit;
}
catch (OutputException e)
{
    if (!e.IsUnheard)
    {
        Console.Error.WriteLine($"postscale: {e.Message}; what was to be done may have been");
    }

    return e.IsUnheard ? ExitCode.Unheard : ExitCode.Unwritten;
}
#pragma warning disable CA1031 // The last handler there is.
catch (Exception e)
#pragma warning restore CA1031
{
    Console.Error.WriteLine($"postscale: this should not have happened; please report it: {e}");
    return ExitCode.Failed;
}
