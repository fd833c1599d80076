using System.CommandLine;
using Postscale.Cli.Api;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Cli;

/// <summary><c>postscale keys</c>: makes, lists, replaces and revokes API keys, on the database itself, or by the API where <c>--profile</c> or <c>--url</c> is given.</summary>
internal static class KeysCommand
{
    private const string Overlap = "24h";

    public static Command Create() => ApiOptions.AddTo(new Command("keys", "make, list, replace and revoke API keys; works on the database, whether or not the service runs, or with --profile or --url by the API")
    {
        CreateCreate(),
        CreateList(),
        CreateRotate(),
        CreateRevoke(),
    });

    private static Command CreateCreate()
    {
        var account = new Option<string>("--account") { Description = "the account the key is for; made if there is none. Required, but by the API, where it is that of the key that calls", HelpName = "NAME" };
        var environment = new Option<string>("--environment") { Description = "live or test", HelpName = "ENVIRONMENT", DefaultValueFactory = _ => "live" };
        environment.AcceptOnlyFromAmong("live", "test");
        var scope = new Option<string[]>("--scope") { Description = "what the key may do: read, write, webhooks or keys; may be given several times. None includes another. Default: all but keys", HelpName = "SCOPE" };
        scope.AcceptOnlyFromAmong([.. KeyScopeNames.All]);
        var readOnly = new Option<bool>("--read-only") { Description = "the same as --scope read" };
        var expires = new Option<string>("--expires") { Description = "when the key expires: a time from now such as 90d or 12h, a date, or a time of RFC 3339. Default: never", HelpName = "WHEN" };
        var command = new Command("create", "make a key and print it, alone, on standard output") { account, environment, scope, readOnly, expires };
        var settings = new SettingOptions(command, "database");
        command.SetAction(async (result, cancellationToken) =>
        {
            if (KeysByApi.Contradiction(result, settings) is { } wrong)
            {
                return await WrongAsync(wrong).ConfigureAwait(false);
            }

            var byApi = KeysByApi.IsMeant(result);
            if (byApi && (result.GetResult(account) is { Implicit: false } || result.GetResult(environment) is { Implicit: false }))
            {
                return await WrongAsync("by the API a key is for the account and environment of the key that calls; leave --account and --environment out").ConfigureAwait(false);
            }

            if (!byApi && result.GetValue(account) is null)
            {
                return await WrongAsync("the option --account is required, unless --profile or --url is given").ConfigureAwait(false);
            }

            if (!byApi && !AccountService.IsAccountName(result.GetValue(account)))
            {
                return await WrongAsync($"an account name has 1 to {AccountService.MaxAccountName} letters, digits, dots, underscores or hyphens").ConfigureAwait(false);
            }

            var names = result.GetValue(scope) ?? [];
            if (result.GetValue(readOnly))
            {
                if (names is not ([] or ["read"]))
                {
                    return await WrongAsync("--read-only is the same as --scope read; give one of the two").ConfigureAwait(false);
                }

                names = ["read"];
            }

            if (byApi)
            {
                return await KeysByApi.CreateAsync(result, names, result.GetValue(expires), cancellationToken).ConfigureAwait(false);
            }

            var expiry = KeyExpiry.Never;
            if (result.GetValue(expires) is { } text && (!KeyExpiry.TryParse(text, out expiry) || expiry.From(TimeProvider.System.GetUtcNow()) <= TimeProvider.System.GetUtcNow()))
            {
                return await WrongAsync($"--expires takes a time such as 90d or 12h, at most ten years, or a date or time to come such as 2027-01-31, not '{text}'").ConfigureAwait(false);
            }

            return await WithAccountsAsync(settings.Read(result), o => o.Schema, async accounts =>
            {
                _ = KeyEnvironmentNames.TryParse(result.GetValue(environment), out var which);
                var scopes = names.Length == 0 ? KeyScopes.Standard : KeyScopeNames.Parse(string.Join(',', names));
                var made = await accounts.CreateKeyAsync(result.GetValue(account)!, which, scopes, expiry, cancellationToken).ConfigureAwait(false);
                return await ShowAsync(result, accounts, made, cancellationToken).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "list all keys; never their secrets. LAST USED is the hour it was");
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => KeysByApi.Contradiction(result, settings) is { } wrong ? WrongAsync(wrong) : KeysByApi.IsMeant(result) ? KeysByApi.ListAsync(result, cancellationToken) : WithAccountsAsync(settings.Read(result), o => o.SchemaIfExists, async accounts =>
        {
            if (result.GetValue(ApiOptions.Json))
            {
                await Console.Out.WriteAsync(KeysJson.List(await accounts.ListAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
                return ExitCode.Done;
            }

            var all = await accounts.ListAsync(cancellationToken).ConfigureAwait(false);
            return await ApiVerb.GuardAsync(async () =>
            {
                await ApiVerb.OutputOf(result).ListAsync(
                    all.ToAsyncEnumerable(),
                    [.. KeysByApi.Heads, "ACCOUNT"],
                    k => [.. KeysByApi.Row(k.Id, k.Environment.Name(), k.Scopes.Names(), k.Prefix, k.LastFour, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt), k.AccountName]).ConfigureAwait(false);
                return ExitCode.Done;
            }, cancellationToken).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    private static Command CreateRotate()
    {
        var id = KeyId();
        var overlap = new Option<string>("--overlap")
        {
            Description = "how long the former key works on, such as 24h or 7d; 0: it is revoked at once",
            HelpName = "TIME",
            DefaultValueFactory = _ => Overlap,
        };
        var command = new Command("rotate", "make a key in the place of another and print it, alone, on standard output: with the same account, environment, scopes and time to live") { id, overlap };
        var settings = new SettingOptions(command, "database");
        command.SetAction(async (result, cancellationToken) =>
        {
            if (!KeyExpiry.TryParseDuration(result.GetValue(overlap)!, out var time))
            {
                return await WrongAsync($"--overlap takes a time such as 24h or 7d, at most ten years, or 0, not '{result.GetValue(overlap)}'").ConfigureAwait(false);
            }

            if (KeysByApi.Contradiction(result, settings) is { } wrong)
            {
                return await WrongAsync(wrong).ConfigureAwait(false);
            }

            if (KeysByApi.IsMeant(result))
            {
                return await KeysByApi.RotateAsync(result, result.GetValue(id)!, result.GetResult(overlap) is { Implicit: false } ? time : null, cancellationToken).ConfigureAwait(false);
            }

            return await WithKeyAsync(settings.Read(result), result.GetValue(id), async (accounts, key) =>
            {
                if (await accounts.RotateAsync(key, time, cancellationToken).ConfigureAwait(false) is not { } text)
                {
                    return await FailedAsync("there is no such key, or it is revoked or has expired; make another with 'keys create'").ConfigureAwait(false);
                }

                return await ShowAsync(result, accounts, text, cancellationToken).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = KeyId();
        var command = new Command("revoke", "revoke a key; it is refused everywhere within one second") { id };
        var settings = new SettingOptions(command, "database");
        command.SetAction((result, cancellationToken) => KeysByApi.Contradiction(result, settings) is { } wrong ? WrongAsync(wrong) : KeysByApi.IsMeant(result) ? KeysByApi.RevokeAsync(result, result.GetValue(id)!, cancellationToken) : WithKeyAsync(settings.Read(result), result.GetValue(id), async (accounts, key) =>
        {
            if (!await accounts.RevokeAsync(key, cancellationToken).ConfigureAwait(false))
            {
                return await FailedAsync("there is no such key, or it is revoked already").ConfigureAwait(false);
            }

            Console.WriteLine(result.GetValue(ApiOptions.Json) ? "{\"status\":\"revoked\"}" : $"revoked {key}");
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    /// <summary>The key alone on standard output; with JSON all that is known of it.</summary>
    private static async Task<int> ShowAsync(ParseResult result, AccountService accounts, string text, CancellationToken cancellationToken)
    {
        if (result.GetValue(ApiOptions.Json))
        {
            var all = await accounts.ListAsync(cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteAsync(KeysJson.Made(all.LastOrDefault(k => text.StartsWith(k.Prefix, StringComparison.Ordinal) && text.EndsWith(k.LastFour, StringComparison.Ordinal)), text)).ConfigureAwait(false);
        }
        else
        {
            Console.WriteLine(text);
        }

        return ExitCode.Done;
    }

    private static Argument<string> KeyId() => new("ID") { Description = "the key's id, as 'keys list' shows it" };

    private static async Task<int> WithKeyAsync(PostscaleOptions? options, string? id, Func<AccountService, Guid, Task<int>> work, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var key)
            ? await WithAccountsAsync(options, o => o.SchemaIfExists, accounts => work(accounts, key), cancellationToken).ConfigureAwait(false)
            : await WrongAsync("that is no key id; 'postscale keys list' shows them").ConfigureAwait(false);

    private static async Task<int> WithAccountsAsync(
        PostscaleOptions? options, Func<PostscaleOptions, SchemaHandling> handling, Func<AccountService, Task<int>> work, CancellationToken cancellationToken)
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
                await database.OpenAsync(handling(options), cancellationToken).ConfigureAwait(false);
                return await work(new AccountService(new KeyStore(database), TimeProvider.System)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (StorageFaults.MayPass(e))
        {
            return await FailedAsync(e.Message).ConfigureAwait(false);
        }
    }

    private static async Task<int> WrongAsync(string message)
    {
        await Console.Error.WriteLineAsync($"postscale: {message}").ConfigureAwait(false);
        return ExitCode.Usage;
    }

    private static async Task<int> FailedAsync(string message)
    {
        await Console.Error.WriteLineAsync($"postscale: {message}").ConfigureAwait(false);
        return ExitCode.Failed;
    }
}
