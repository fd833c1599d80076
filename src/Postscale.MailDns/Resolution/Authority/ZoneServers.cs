namespace Postscale.MailDns.Resolution.Authority;

/// <summary>A zone and its name servers, in order of their names.</summary>
internal sealed record ZoneServers(DnsName Zone, IReadOnlyList<NameServer> Servers);
