using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Which addresses a webhook may lead to. Customers choose where the service connects to, and must not reach through it what
/// only its own network can reach (server-side request forgery).
/// </summary>
internal static class TargetAddress
{
    /// <summary>Why an address is refused, in a word or two ("private", "loopback", "NAT64"); null when it may be connected to.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowPrivate">Whether the operator lets webhooks lead anywhere.</param>
    public static string? RefusalOf(IPAddress address, bool allowPrivate) =>
        allowPrivate ? null : PublicAddress.CarrierOf(address) ?? PublicAddress.KindOf(address);
}
