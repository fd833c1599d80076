using System.CommandLine;
using System.Globalization;
using Postscale.Cli.Api.Printing;
using Postscale.Client;
using Postscale.Server.Accounts;

namespace Postscale.Cli.Api;

/// <summary>The verbs of <c>postscale keys</c> where <c>--profile</c> or <c>--url</c> is given: by the API, on the account and environment of the key that calls.</summary>
internal static class KeysByApi
{
    private const int MinutesAnHour = 60;

    /// <summary>The heads of what is listed of a key, on the database too.</summary>
    public static readonly string[] Heads = ["ID", "ENVIRONMENT", "SCOPES", "KEY", "CREATED", "EXPIRES", "LAST USED", "REVOKED"];

    /// <summary>Whether the API is meant, and not the database.</summary>
    public static bool IsMeant(ParseResult result) => result.GetValue(ApiOptions.Profile) is not null || result.GetValue(ApiOptions.Url) is not null;

    /// <summary>What does not go together on a command line; null if all does. No variable of the environment counts: none may move the verbs from one set of keys to another.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="settings">The database's options.</param>
    public static string? Contradiction(ParseResult result, SettingOptions settings) => IsMeant(result)
        ? settings.AreGiven(result) ? "--database and --config are for the database, --profile and --url for the API; give one or the other" : null
        : result.GetValue(ApiOptions.KeyFile) is not null ? "--api-key-file is for the API; give --profile or --url with it" : null;

    public static Task<int> CreateAsync(ParseResult result, IReadOnlyList<string> scopes, string? expires, CancellationToken cancellationToken) => ApiVerb.RunAsync(result, async (_, session, token) =>
    {
        var made = await session.Client.Keys.CreateAsync(new NewKey { Scopes = scopes.Count > 0 ? scopes : null, ExpiresInDays = Days(expires) }, cancellationToken: token).ConfigureAwait(false);
        return Show(session.Output, made);
    }, cancellationToken);

    public static Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken) => ApiVerb.RunAsync(result, async (_, session, token) =>
    {
        await session.Output.ListAsync(
            session.Client.Keys.ListAsync(token),
            [.. Heads, "CURRENT"],
            k => [.. Row(k.Id, k.Environment, Words.List(k.Scopes), k.Prefix, k.LastFour, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt), k.Current ? "yes" : "no"]).ConfigureAwait(false);
        return ExitCode.Done;
    }, cancellationToken);

    /// <summary>What is listed of a key.</summary>
    public static Cell[] Row(
        Guid id, string environment, string scopes, string prefix, string lastFour, DateTimeOffset created, DateTimeOffset? expires, DateTimeOffset? used, DateTimeOffset? revoked) =>
        [id.ToString(), environment, scopes, $"{prefix}…{lastFour}", Cell.Time(created), Cell.Time(expires), Cell.Time(used), Cell.Time(revoked)];

    public static Task<int> RotateAsync(ParseResult result, string id, TimeSpan? overlap, CancellationToken cancellationToken) => ApiVerb.RunAsync(result, async (_, session, token) =>
        Show(session.Output, await session.Client.Keys.RotateAsync(
            await IdAsync(session.Client, id, token).ConfigureAwait(false), overlap is { } time ? (int)time.TotalHours * MinutesAnHour : null, cancellationToken: token).ConfigureAwait(false)), cancellationToken);

    public static Task<int> RevokeAsync(ParseResult result, string id, CancellationToken cancellationToken) => ApiVerb.RunAsync(result, async (_, session, token) =>
    {
        var key = await IdAsync(session.Client, id, token).ConfigureAwait(false);
        await session.Client.Keys.RevokeAsync(key, token).ConfigureAwait(false);
        if (session.Output.Screen.IsJson)
        {
            session.Output.Raw("{\"status\":\"revoked\"}\n");
        }
        else
        {
            session.Output.Say($"revoked {key}");
        }

        return ExitCode.Done;
    }, cancellationToken);

    /// <summary>The key alone on standard output, as with the database; with JSON all that is known of it.</summary>
    private static int Show(Output output, Client.ApiKey key)
    {
        if (output.Screen.IsJson)
        {
            output.Json(key);
        }
        else if (key.Key is { } text)
        {
            output.Raw(text + "\n");
        }

        return key.Key is not null
            ? ExitCode.Done
            : throw new VerbException(ExitCode.Failed, $"the key {key.Id} was made, and the answer that showed it was lost: revoke it and make another");
    }

    private static async Task<Guid> IdAsync(PostscaleClient client, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        var named = await client.Keys.ListAsync(cancellationToken).Where(k => text == $"{k.Prefix}…{k.LastFour}").ToListAsync(cancellationToken).ConfigureAwait(false);
        return named is [var one] ? one.Id : throw new VerbException(ExitCode.Usage, "that is no key id; 'postscale keys list' shows them");
    }

    private static int? Days(string? expires)
    {
        if (expires is null)
        {
            return null;
        }

        return expires.EndsWith('d') && KeyExpiry.TryParseDuration(expires, out var time) && time > TimeSpan.Zero
            ? (int)time.TotalDays
            : throw new VerbException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"by the API --expires takes whole days such as 90d, not '{expires}'"));
    }
}
