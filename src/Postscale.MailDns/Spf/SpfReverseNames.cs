using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>
/// The validated names of an address (RFC 7208 §5.5): its PTR names that lead back to it. Found once for an evaluation, so that
/// no number of "ptr" terms and "%{p}" macros asks more.
/// </summary>
internal sealed class SpfReverseNames(IDnsResolver resolver, IPAddress address, int maxNames)
{
    private IReadOnlyList<DnsName>? _names;

    /// <summary>Whether the address has no PTR record.</summary>
    public bool IsVoid { get; private set; }

    public async ValueTask<IReadOnlyList<DnsName>> GetAsync(CancellationToken cancellationToken) =>
        _names ??= await FindAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The macro "p": the domain itself, else a name under it, else any (RFC 7208 §7.3).</summary>
    public async ValueTask<string> BestForAsync(string domain, CancellationToken cancellationToken)
    {
        var names = await GetAsync(cancellationToken).ConfigureAwait(false);
        SpfNames.TryMake(domain, out var wanted);
        var best = names.FirstOrDefault(n => n == wanted)
            ?? names.FirstOrDefault(n => wanted is not null && n.IsAtOrUnder(wanted))
            ?? (names.Count > 0 ? names[0] : null);
        return best?.Text ?? "unknown";
    }

    private async ValueTask<IReadOnlyList<DnsName>> FindAsync(CancellationToken cancellationToken)
    {
        // RFC 7208 §5.5: a DNS error here means no match, not a temporary error.
        var answer = await resolver.ResolveAsync(SpfNames.Reverse(address), RecordType.Ptr, cancellationToken).ConfigureAwait(false);
        IsVoid = answer.IsVoid;
        var type = address.AddressFamily == AddressFamily.InterNetwork ? RecordType.A : RecordType.Aaaa;
        var names = new List<DnsName>();
        foreach (var pointer in answer.Records.OfType<NameRecord>().Take(maxNames))
        {
            var forward = await resolver.ResolveAsync(pointer.Target, type, cancellationToken).ConfigureAwait(false);
            if (forward.Records.OfType<AddressRecord>().Any(r => r.Address.Equals(address)))
            {
                names.Add(pointer.Target);
            }
        }

        return names;
    }
}
