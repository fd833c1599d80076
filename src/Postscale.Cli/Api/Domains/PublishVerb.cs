using System.CommandLine;

namespace Postscale.Cli.Api.Domains;

/// <summary><c>postscale domains publish</c>: shows what the service would change in the domain's zone, asks, and has it changed and verified.</summary>
internal static class PublishVerb
{
    private const string SecretVariable = "POSTSCALE_DNS_SECRET";

    // The service reads for 15 s, changes for 15 s, and then verifies.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var name = DomainsCommand.Name();
        var options = new PublishOptions();
        var secretFile = FileOption.Create(
            "--secret-file", $"a file that holds the key's secret, the API key or the token; default: {SecretVariable}, else typed unseen, or the first line of standard input");
        var dryRun = new Option<bool>("--dry-run") { Description = "show what would be changed, and change nothing" };
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask first; needed in a pipe and with --json" };
        var command = new Command("publish", "have the service enter the records into the domain's zone: shows the changes, asks, makes them, verifies; ends with 0: verified, 1: not") { name };
        options.AddTo(command);
        command.Options.Add(secretFile);
        command.Options.Add(dryRun);
        command.Options.Add(yes);
        command.Validators.Add(r =>
        {
            if (r.GetValue(dryRun) && r.GetValue(yes))
            {
                r.AddError("--dry-run changes nothing: --yes does not go with it");
            }
        });
        return command.Does(
            async (result, session, token) =>
            {
                var (isTrial, isAgreed) = (result.GetValue(dryRun), result.GetValue(yes));
                if (!isTrial && !isAgreed && (Console.IsInputRedirected || session.Output.Screen.IsJson))
                {
                    throw new VerbException(ExitCode.Usage, "nobody can be asked here: give --yes to make the changes, or --dry-run to see them");
                }

                var request = options.Request(result, ReadSecret(result.GetValue(secretFile), options.SecretName(result)));
                return await new Publishing(session, result.GetValue(name)!, request).RunAsync(isTrial, isAgreed, token).ConfigureAwait(false);
            },
            s_patience);
    }

    private static string ReadSecret(string? file, string name)
    {
        try
        {
            var secret = file is not null ? File.ReadAllText(file).Trim()
                : Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } variable ? variable
                : Prompt.Secret($"{name}: ");
            return secret.Length > 0 ? secret : throw new VerbException(ExitCode.Usage, $"no secret was given: by --secret-file, {SecretVariable} or standard input");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Usage, $"the file of the secret cannot be read: {e.Message}");
        }
    }
}
