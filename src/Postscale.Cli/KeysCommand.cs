using System.CommandLine;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Cli;

/// <summary><c>postscale keys</c>: makes, lists and revokes API keys, on the database itself.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "make, list and revoke API keys; works on the database, whether or not the service runs")
    {
        CreateCreate(),
        CreateList(),
        CreateRevoke(),
    };

    private static Command CreateCreate()
    {
        var account = new Option<string>("--account") { Description = "the account the key is for; made if there is none", HelpName = "NAME", Required = true };
        var environment = new Option<string>("--environment") { Description = "live or test", HelpName = "ENVIRONMENT", DefaultValueFactory = _ => "live" };
        environment.AcceptOnlyFromAmong("live", "test");
        var readOnly = new Option<bool>("--read-only") { Description = "the key may only read" };
        var command = new Command("create", "make a key and print it, alone, on standard output") { account, environment, readOnly };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => WithAccountsAsync(settings.Read(result), async accounts =>
        {
            if (!AccountService.IsAccountName(result.GetValue(account)))
            {
                await Console.Error.WriteLineAsync($"postscale: an account name has 1 to {AccountService.MaxAccountName} letters, digits, dots, underscores or hyphens").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            _ = KeyEnvironmentNames.TryParse(result.GetValue(environment), out var which);
            Console.WriteLine(await accounts.CreateKeyAsync(result.GetValue(account)!, which, result.GetValue(readOnly), cancellationToken).ConfigureAwait(false));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "list all keys; never their secrets");
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => WithAccountsAsync(settings.Read(result), async accounts =>
        {
            Console.WriteLine($"{"ID",-36}  {"ACCOUNT",-20}  {"ENVIRONMENT",-11}  {"ACCESS",-10}  {"KEY",-20}  {"CREATED",-20}  REVOKED");
            foreach (var key in await accounts.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                Console.WriteLine(
                    $"{key.Id,-36}  {key.AccountName,-20}  {key.Environment.Name(),-11}  {(key.IsReadOnly ? "read-only" : "read-write"),-10}  {$"{key.Prefix}…{key.LastFour}",-20}  {Time(key.CreatedAt),-20}  {(key.RevokedAt is { } at ? Time(at) : "-")}");
            }

            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<string>("ID") { Description = "the key's id, as 'keys list' shows it" };
        var command = new Command("revoke", "revoke a key; it is refused everywhere within one second") { id };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => WithAccountsAsync(settings.Read(result), async accounts =>
        {
            if (!Guid.TryParseExact(result.GetValue(id), "D", out var key))
            {
                await Console.Error.WriteLineAsync("postscale: that is no key id; 'postscale keys list' shows them").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            if (!await accounts.RevokeAsync(key, cancellationToken).ConfigureAwait(false))
            {
                await Console.Error.WriteLineAsync("postscale: there is no such key, or it is revoked already").ConfigureAwait(false);
                return ExitCode.Failed;
            }

            Console.WriteLine($"revoked {key}");
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> WithAccountsAsync(PostscaleOptions? options, Func<AccountService, Task<int>> work, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return ExitCode.Usage;
        }

        try
        {
            var database = Database.Create(options.Database);
            await using (database.ConfigureAwait(false))
            {
                await database.OpenAsync(options.Schema, cancellationToken).ConfigureAwait(false);
                return await work(new AccountService(new KeyStore(database), TimeProvider.System)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (StorageFaults.MayPass(e))
        {
            await Console.Error.WriteLineAsync($"postscale: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
