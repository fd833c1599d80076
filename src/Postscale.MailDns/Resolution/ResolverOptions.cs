using System.Net;

namespace Postscale.MailDns.Resolution;

/// <summary>How a resolver asks.</summary>
public sealed record ResolverOptions
{
    /// <summary>The recursive servers to ask, in order of preference. Default: 127.0.0.1, port 53.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [new IPEndPoint(IPAddress.Loopback, ResolverEndpoint.DefaultPort)];

    /// <summary>
    /// How long the first attempt waits for its server, default 1.5 s. It doubles each time all servers have been asked in vain.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How many attempts one question gets, going round the servers. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The bound of one look-up in all, aliases included. Default 8 s; must be below 10 s.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How many aliases one look-up follows. Default 12.</summary>
    public int MaxAliases { get; init; } = 12;

    /// <summary>The UDP payload announced by EDNS, in octets; 0 leaves EDNS out. Default 1232, which no path fragments.</summary>
    public int PayloadSize { get; init; } = 1232;

    /// <summary>
    /// Whether the letters of a question get random case, which a forger would have to guess too. Default true. A server that
    /// does not return the case is asked again over TCP; one that cannot do that either needs this off.
    /// </summary>
    public bool RandomCase { get; init; } = true;

    /// <summary>How many queries may be under way at once, to all servers together; further ones wait. Default 4096: each may hold a socket.</summary>
    public int MaxConcurrentQueries { get; init; } = 4096;

    /// <summary>
    /// How many queries may be under way to one recursive server; further ones wait. The wait counts into the time of the
    /// look-up, which is a temporary failure when it runs out. Default 1024.
    /// </summary>
    public int MaxOutstanding { get; init; } = 1024;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told of each finished look-up, for metrics. Called on the look-up's own path: quick, and never throwing.</summary>
    public Action<DnsAnswer>? Observer { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Servers.Count, nameof(Servers));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero, nameof(AttemptTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1, nameof(Attempts));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TotalTimeout, TimeSpan.Zero, nameof(TotalTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(TotalTimeout, TimeSpan.FromSeconds(10), nameof(TotalTimeout));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAliases, nameof(MaxAliases));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentQueries, 1, nameof(MaxConcurrentQueries));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOutstanding, 1, nameof(MaxOutstanding));

        // RFC 6891 §6.2.3: values below 512 count as 512.
        if (PayloadSize != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(PayloadSize, 512, nameof(PayloadSize));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(PayloadSize, 4096, nameof(PayloadSize));
        }
    }
}
