using System.CommandLine;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Publishing;
using Postscale.Server.Records;

namespace Postscale.Cli.PlatformVerbs;

/// <summary><c>postscale platform domain-connect</c>: what DNS providers need to enter customers' records by themselves.</summary>
internal static class DomainConnectCommand
{
    public static Command Create()
    {
        var key = new Option<bool>("--key") { Description = "print, as a zone file, the public half of the key that signs links instead" };
        var command = new Command("domain-connect", "print the template that DNS providers load to enter customers' records by themselves (Domain Connect)") { key };
        var settings = new SettingOptions(command, "database", "domain-connect-key", "domain-connect-label", SettingOptions.PlatformNames);
        command.SetAction((result, cancellationToken) => PlatformSession.RunAsync(settings.Read(result), result.InvocationConfiguration, ExitCode.Failed, async session =>
        {
            if (!result.GetValue(key))
            {
                var platform = ActivePlatform.At(session.Options.Platform, await session.Keys.EnsureAsync(cancellationToken).ConfigureAwait(false));
                await session.Output.WriteAsync(DomainConnectTemplate.Write(platform)).ConfigureAwait(false);
                return ExitCode.Done;
            }

            if (session.Options.DomainConnectKey is not { } signing)
            {
                await session.Error.WriteLineAsync("postscale: there is no key: give it with --domain-connect-key FILE").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var name = session.Options.Platform.Domain.Prepend(session.Options.DomainConnectLabel);
            foreach (var text in signing.PublicTexts())
            {
                await session.Output.WriteAsync(ZoneText.Line(name, "TXT", ZoneText.Strings(text)) + "\n").ConfigureAwait(false);
            }

            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
