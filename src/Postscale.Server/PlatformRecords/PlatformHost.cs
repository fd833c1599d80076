using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>A host of the platform and its addresses.</summary>
/// <param name="name">The host.</param>
/// <param name="purpose">What it is for.</param>
/// <param name="addresses">Its addresses as far as they are known; empty if not.</param>
public sealed class PlatformHost(DnsName name, string purpose, IReadOnlyList<IPAddress> addresses) : PlatformRecord("A/AAAA", name, purpose)
{
    /// <inheritdoc/>
    public override string Expected => "an address, and no alias";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => addresses.Count > 0
        ? [.. addresses.Select(a => ZoneText.Line(Name, a.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A", a.ToString()))]
        : ["; " + ZoneText.Line(Name, "A", "<its IPv4 address>"), "; " + ZoneText.Line(Name, "AAAA", "<its IPv6 address, if it has one>")];

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        var answers = await Task.WhenAll(
            dns.ResolveAsync(Name, RecordType.A, cancellationToken).AsTask(), dns.ResolveAsync(Name, RecordType.Aaaa, cancellationToken).AsTask()).ConfigureAwait(false);

        // RFC 2181 §10.3, RFC 5321 §5.1: what MX records and the aliases of customers lead to is a host itself.
        if (answers.FirstOrDefault(a => a.Aliases.Count > 0) is { } alias)
        {
            return Wrong([.. alias.Aliases.Select(a => a.Text)], $"it is an alias (CNAME) to {alias.Aliases[0]}; give it addresses of its own");
        }

        var found = answers.SelectMany(a => a.Records).OfType<AddressRecord>().Select(r => r.Address.ToString()).ToList();
        if (found.Count > 0)
        {
            return Ok(found);
        }

        return answers.FirstOrDefault(a => !a.IsDefinite) is { } unread ? Unreadable(unread.FailureText) : Missing("publish its addresses");
    }
}
