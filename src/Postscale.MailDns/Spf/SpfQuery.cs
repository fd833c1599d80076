using System.Net;

namespace Postscale.MailDns.Spf;

/// <summary>The arguments of check_host() (RFC 7208 §4.1).</summary>
/// <param name="Address">The client's address. IPv4 mapped into IPv6 counts as IPv4 (§5).</param>
/// <param name="Domain">The domain whose record is asked, as received; it need not be a valid name.</param>
/// <param name="Sender">The mailbox of MAIL FROM, or postmaster at the HELO name.</param>
/// <param name="Helo">The name of HELO or EHLO, as received.</param>
public sealed record SpfQuery(IPAddress Address, string Domain, string Sender, string Helo)
{
    /// <summary>The name of the receiving host, for the macro "r" of explanations; "unknown" when there is none.</summary>
    public string Receiver { get; init; } = "unknown";

    /// <summary>Asks about MAIL FROM; about postmaster at the HELO name when the reverse-path is empty (RFC 7208 §2.4).</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="mailFrom">The reverse-path without angle brackets.</param>
    /// <param name="helo">The name of HELO or EHLO.</param>
    public static SpfQuery ForMailFrom(IPAddress address, string mailFrom, string helo)
    {
        ArgumentNullException.ThrowIfNull(mailFrom);
        ArgumentNullException.ThrowIfNull(helo);
        return mailFrom.Length == 0
            ? ForHelo(address, helo)
            : new SpfQuery(address, mailFrom[(mailFrom.LastIndexOf('@') + 1)..], mailFrom, helo);
    }

    /// <summary>Asks about the HELO name (RFC 7208 §2.3).</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="helo">The name of HELO or EHLO.</param>
    public static SpfQuery ForHelo(IPAddress address, string helo) => new(address, helo, $"postmaster@{helo}", helo);
}
