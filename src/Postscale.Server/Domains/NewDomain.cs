using Postscale.MailDns.Names;

namespace Postscale.Server.Domains;

/// <summary>A domain to register.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is for.</param>
/// <param name="CatchAllEnabled">Whether mail for any address is taken.</param>
/// <param name="Primary">For an alias, the domain it forwards to.</param>
public sealed record NewDomain(DomainName Name, DomainType Type, bool CatchAllEnabled, DomainKey? Primary);
