using Postscale.Server.Accounts;
using Postscale.Server.Records;

namespace Postscale.Server.Domains;

/// <summary>Whether the mail system may use a domain now.</summary>
public static class MailUse
{
    /// <summary>Whether mail may be sent as the domain: verified, DKIM too, active, live, of a type that sends.</summary>
    /// <param name="domain">The domain.</param>
    public static bool MaySend(this Domain domain) => MayTakePart(domain) && domain.Type.CanSend() && domain.Holds(RecordKinds.Dkim);

    /// <summary>Whether mail for the domain is accepted: verified, active, live, of a type that receives; an alias needs a primary that does.</summary>
    /// <param name="domain">The domain.</param>
    public static bool MayReceive(this Domain domain) =>
        MayTakePart(domain) && domain.Type.CanReceive() && (domain.Type != DomainType.Alias || domain.Primary is { AcceptsMail: true });

    private static bool MayTakePart(Domain domain) => domain is { Verified: true, Active: true, Environment: KeyEnvironment.Live };
}
