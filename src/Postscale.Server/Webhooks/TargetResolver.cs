using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Finds the addresses to connect to for one delivery, and refuses those that are not allowed. What it answers is connected to
/// as it stands and never looked up again: a second look could find another address than the one that was judged.
/// </summary>
/// <param name="dns">Who is asked.</param>
/// <param name="allowPrivate">Whether webhooks may lead anywhere.</param>
internal sealed class TargetResolver(IDnsResolver dns, bool allowPrivate)
{
    private const int MaxAddresses = 6;

    /// <summary>Finds the addresses of a URL's host.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Target> FindAsync(Uri url, CancellationToken cancellationToken)
    {
        if (WebhookUrl.AddressOf(url) is { } literal)
        {
            return Judge([literal]);
        }

        var host = WebhookUrl.NameOf(url);
        if (!DnsName.TryParse(host, out var name))
        {
            return Target.Failed("the host is not a name that DNS could hold");
        }

        var (v4, v6) = (dns.ResolveAsync(name, RecordType.A, cancellationToken).AsTask(), dns.ResolveAsync(name, RecordType.Aaaa, cancellationToken).AsTask());
        DnsAnswer[] answers = [await v6.ConfigureAwait(false), await v4.ConfigureAwait(false)];
        IPAddress[] addresses = [.. answers.SelectMany(a => a.Records.OfType<AddressRecord>()).Select(r => r.Address)];
        if (addresses.Length > 0)
        {
            return Judge(addresses);
        }

        // Hosts of the operator's own network may be known to its machines alone.
        if (allowPrivate && await AskSystemAsync(host, cancellationToken).ConfigureAwait(false) is { Length: > 0 } known)
        {
            return Judge(known);
        }

        return Target.Failed(answers.FirstOrDefault(a => !a.IsDefinite) is { } failure
            ? $"the host's address could not be looked up: {failure.FailureText}"
            : answers.Any(a => a.Outcome == DnsOutcome.NoSuchName) ? "the host does not exist in DNS" : "the host has no address in DNS");
    }

    private Target Judge(IPAddress[] addresses)
    {
        foreach (var address in addresses)
        {
            // One is enough: a name with addresses inside and outside is what an attack looks like. The address is not said: it
            // may come from a resolver that knows more than the public does.
            if (TargetAddress.RefusalOf(address, allowPrivate) is { } kind)
            {
                return Target.Refused($"the host has an address that is not on the public Internet ({kind})");
            }
        }

        // One of each family in turn, so that a host without a working IPv6 is reached by the second at the latest (RFC 8305 §4).
        var ordered = addresses.Distinct()
            .GroupBy(a => a.AddressFamily)
            .SelectMany(family => family.Select((address, rank) => (address, rank)))
            .OrderBy(a => a.rank)
            .Select(a => a.address);
        return Target.Found([.. ordered.Take(MaxAddresses)]);
    }

    private static async Task<IPAddress[]> AskSystemAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable RS0030 // The file of hosts is the system's, and is read only where the operator allows targets inside.
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
#pragma warning restore RS0030
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
