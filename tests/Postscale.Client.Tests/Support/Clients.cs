namespace Postscale.Client.Tests.Support;

/// <summary>Clients of scripted servers.</summary>
internal static class Clients
{
    public const string Key = "ps_live_0000000000000000000000000000000000000000";

    /// <summary>A client whose retries follow at once.</summary>
    public static PostscaleClient Hasty(Uri address, int maxRetries = 4, TimeSpan? attemptTimeout = null, TimeSpan? timeout = null) => new(Options(address, maxRetries, attemptTimeout, timeout));

    /// <summary>A client with a clock of the test's.</summary>
    public static PostscaleClient On(TimeProvider time, Uri address, TimeSpan? timeout = null, TimeSpan? attemptTimeout = null, int maxRetries = 4) => new(Options(address, maxRetries, attemptTimeout, timeout), time);

    private static PostscaleClientOptions Options(Uri address, int maxRetries = 4, TimeSpan? attemptTimeout = null, TimeSpan? timeout = null) => new()
    {
        BaseUrl = address,
        ApiKey = Key,
        MaxRetries = maxRetries,
        RetryDelay = TimeSpan.Zero,
        AttemptTimeout = attemptTimeout ?? TimeSpan.FromSeconds(30),
        Timeout = timeout ?? TimeSpan.FromSeconds(100),
    };
}
