using System.CommandLine;
using System.Globalization;
using System.Net;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Api.Profiles;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api;

/// <summary>Runs a verb that calls the API, and turns what goes wrong into an exit code and a line on standard error.</summary>
internal static class ApiVerb
{
    // Somebody waits: what does not pass soon is told.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Gives a command its action.</summary>
    public static Command Does(this Command command, Func<ParseResult, ApiSession, CancellationToken, Task<int>> work, TimeSpan? patience = null)
    {
        command.SetAction((result, cancellationToken) => RunAsync(result, work, cancellationToken, patience));
        return command;
    }

    /// <summary>Gives a command its action, which ends with 0 unless it throws.</summary>
    public static Command Does(this Command command, Func<ParseResult, ApiSession, CancellationToken, Task> work) => command.Does(async (result, session, token) =>
    {
        await work(result, session, token).ConfigureAwait(false);
        return ExitCode.Done;
    });

    /// <summary>Runs it.</summary>
    public static Task<int> RunAsync(
        ParseResult result, Func<ParseResult, ApiSession, CancellationToken, Task<int>> work, CancellationToken cancellationToken, TimeSpan? patience = null) => GuardAsync(async () =>
    {
        using var client = NewClient(Access.Of(result), patience: patience);
        return await work(result, new ApiSession(client, OutputOf(result)), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Runs something that may end in a <see cref="VerbException"/> or a <see cref="PostscaleException"/>.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (VerbException e)
        {
            return Fail(e.Message, e.Exit);
        }
        catch (PostscaleException e)
        {
            return Fail(Sentence(e), ExitOf(e));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException e)
        {
            // Nobody has ended it: something took too long.
            return Fail($"it was given up: {e.Message}", ExitCode.Network);
        }
    }

    /// <summary>A client of a service.</summary>
    /// <exception cref="VerbException">The address or the key cannot be.</exception>
    public static PostscaleClient NewClient(Profile profile, int retries = 2, TimeSpan? patience = null)
    {
        if (profile.Key.Any(c => c is < '!' or > '~'))
        {
            throw new VerbException(ExitCode.Denied, "that is no API key: keys are printable ASCII without spaces");
        }

        if (!Uri.TryCreate(profile.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new VerbException(ExitCode.Usage, $"'{profile.Url}' is no address of a service: give one with http or https, such as https://postscale.example.net");
        }

        try
        {
            return new PostscaleClient(new PostscaleClientOptions
            {
                BaseUrl = url,
                ApiKey = profile.Key,
                Timeout = patience ?? s_patience,
                AttemptTimeout = patience ?? s_patience,
                MaxRetries = retries,
                RetryDelay = TimeSpan.FromMilliseconds(300),
                UserAgent = "postscale-cli",
            });
        }
        catch (ArgumentException e)
        {
            throw new VerbException(ExitCode.Usage, $"the service cannot be called with this address or key: {e.Message}");
        }
    }

    public static Output OutputOf(ParseResult result) => new(StandardOutput.Writer, Screen.Of(result.GetValue(ApiOptions.Color) ?? "auto", result.GetValue(ApiOptions.Json)));

    /// <summary>What a failure is worth, to scripts.</summary>
    internal static int ExitOf(PostscaleException failure) => failure.Status switch
    {
        null or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ExitCode.Network,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCode.Denied,
        HttpStatusCode.TooManyRequests => ExitCode.RateLimited,
        _ => ExitCode.Failed,
    };

    /// <summary>What it says of one.</summary>
    internal static string Sentence(PostscaleException failure)
    {
        var again = failure.RetryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; again in {Math.Ceiling(wait.TotalSeconds):0} s") : "";
        var code = failure.Code is { } name ? $"{name}, " : "";
        return $"{failure.Message}{again} ({code}request {failure.RequestId})";
    }

    private static int Fail(string message, int exit)
    {
        Console.Error.WriteLine($"postscale: {Page.Clean(message)}");
        return exit;
    }
}
