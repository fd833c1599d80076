using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>The zone that holds a domain's records.</summary>
/// <param name="Zone">Its name.</param>
/// <param name="IsByDns">Whether DNS says so; otherwise it is what the Public Suffix List lets expect.</param>
/// <param name="NameServers">Its name servers; empty where DNS does not say.</param>
internal sealed record LocatedZone(DnsName Zone, bool IsByDns, IReadOnlyList<DnsName> NameServers)
{
    /// <summary>How it was found, as the API says it.</summary>
    public string FoundBy => IsByDns ? "dns" : "public_suffix_list";
}
