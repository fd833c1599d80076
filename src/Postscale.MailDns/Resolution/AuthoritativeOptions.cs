namespace Postscale.MailDns.Resolution;

/// <summary>How an <see cref="AuthoritativeResolver"/> finds and asks name servers.</summary>
public sealed record AuthoritativeOptions
{
    /// <summary>How many name servers of one zone are asked, all at once. Of more, those first by name. Default 8.</summary>
    public int MaxServers { get; init; } = 8;

    /// <summary>
    /// How many queries may be under way to one address of a name server; further ones wait, as at
    /// <see cref="ResolverOptions.MaxOutstanding"/>. Default 32: one server often holds the zones of many domains.
    /// </summary>
    public int MaxOutstanding { get; init; } = 32;

    /// <summary>
    /// Whether name servers at addresses that are not public are asked. Default false: whoever controls a zone chooses where
    /// its name servers point, and must not choose hosts inside. See <see cref="PublicAddress"/>.
    /// </summary>
    public bool AllowPrivateServers { get; init; }

    /// <summary>The port of the name servers. Default 53; another only makes sense in tests.</summary>
    public int Port { get; init; } = ResolverEndpoint.DefaultPort;

    /// <summary>How long the addresses of a zone's name servers are kept at most, their own TTLs permitting. Default 60 s.</summary>
    public TimeSpan MaxCacheTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of how many zones the name servers are kept. Default 10,000.</summary>
    public int MaxCachedZones { get; init; } = 10_000;
}
