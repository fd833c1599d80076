namespace Postscale.Client;

/// <summary>Where the service is, how to call it, and how patient to be.</summary>
public sealed class PostscaleClientOptions
{
    /// <summary>The service's address, without <c>/v1</c>: <c>https://postscale.example.net</c>. Required.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The API key, <c>ps_live_…</c> or <c>ps_test_…</c>. Required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long a call may take, with all its retries and the waits between them: from 10 ms to a day, 100 s unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long one try may take before it is given up and made again: from 10 ms to a day, 30 s unless set. A verification may take the service 10 s, publishing 40 s; where the service still works on an earlier try, <see cref="Timeout"/> alone bounds the wait.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that failed in passing is made again: 0 to 20, 4 unless set. Asking whether an earlier try has ended does not count; with 0 nothing is asked.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The wait before the first retry, where the service does not say how long: doubled from each to the next, half of it by chance. From 0 to a day, 500 ms unless set.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the client calls itself in the header <c>User-Agent</c>, such as <c>acme-signup/2.1</c>; its own name follows.</summary>
    public string? UserAgent { get; set; }

    /// <summary>A copy that nothing can change afterwards, if all is as it must be.</summary>
    internal PostscaleClientOptions Checked()
    {
        if (Problem() is { } problem)
        {
            throw new ArgumentException(problem);
        }

        return new PostscaleClientOptions
        {
            // Paths are joined to it as relative ones, which replace what follows the last slash (RFC 3986 §5.2.3).
            BaseUrl = BaseUrl!.AbsoluteUri.EndsWith('/') ? BaseUrl : new Uri(BaseUrl.AbsoluteUri + "/"),
            ApiKey = ApiKey,
            Timeout = Timeout,
            AttemptTimeout = AttemptTimeout,
            MaxRetries = MaxRetries,
            RetryDelay = RetryDelay,
            UserAgent = UserAgent,
        };
    }

    /// <summary>What is wrong with them; null if nothing is.</summary>
    internal string? Problem() => this switch
    {
        { BaseUrl: not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" } } => "BaseUrl must be given: an http or https address without user name, query and fragment, such as https://postscale.example.net",
        { ApiKey: null or "" } => "ApiKey must be given",
        _ when ApiKey.Any(c => c is < '!' or > '~') => "ApiKey must be printable ASCII without spaces",
        _ when !IsPatience(Timeout) => "Timeout must be from 10 ms to a day",
        _ when !IsPatience(AttemptTimeout) => "AttemptTimeout must be from 10 ms to a day",
        { MaxRetries: < 0 or > 20 } => "MaxRetries must be from 0 to 20",
        _ when RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromDays(1) => "RetryDelay must be from 0 to a day",
        { UserAgent: { } agent } when !new HttpRequestMessage().Headers.UserAgent.TryParseAdd(agent) => "UserAgent must be products such as acme-signup/2.1",
        _ => null,
    };

    private static bool IsPatience(TimeSpan time) => time >= TimeSpan.FromMilliseconds(10) && time <= TimeSpan.FromDays(1);
}
