namespace Postscale.MailDns.Resolution.Authority;

/// <summary>What was found at one name on the way up to the zone.</summary>
/// <param name="Servers">The name servers, if the name is a zone.</param>
/// <param name="IsEnd">Whether there is no use in looking further up.</param>
internal readonly record struct ZoneStep(ZoneServers? Servers, bool IsEnd)
{
    public static ZoneStep End => new(null, IsEnd: true);
}
