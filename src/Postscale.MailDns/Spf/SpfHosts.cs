using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>The mechanisms that look names up: "a", "mx", "exists" and "ptr" (RFC 7208 §5.3 to §5.7).</summary>
internal sealed class SpfHosts(IDnsResolver resolver, SpfLimits limits, IPAddress address)
{
    private RecordType AddressType => address.AddressFamily == AddressFamily.InterNetwork ? RecordType.A : RecordType.Aaaa;

    public async ValueTask<(SpfMatch Match, bool IsVoid)> MatchAddressAsync(SpfMechanism mechanism, DnsName target, CancellationToken cancellationToken)
    {
        var answer = await resolver.ResolveAsync(target, AddressType, cancellationToken).ConfigureAwait(false);
        return answer.IsDefinite ? (SpfMatch.Of(Contains(answer, mechanism)), answer.IsVoid) : (SpfMatch.Temporary(answer), false);
    }

    public async ValueTask<(SpfMatch Match, bool IsVoid)> MatchExchangersAsync(SpfMechanism mechanism, DnsName target, CancellationToken cancellationToken)
    {
        var answer = await resolver.ResolveAsync(target, RecordType.MX, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return (SpfMatch.Temporary(answer), false);
        }

        // RFC 7208 §4.6.4: more than ten is an error. Checked first, so that the order of the answer decides nothing.
        var exchangers = answer.Records.OfType<MxRecord>().OrderBy(m => m.Preference).ToList();
        if (exchangers.Count > limits.MaxMxNames)
        {
            return (SpfMatch.Permanent($"{target} has {exchangers.Count} MX records, more than the {limits.MaxMxNames} that 'mx' may look at."), false);
        }

        var isVoid = answer.IsVoid;
        foreach (var exchanger in exchangers.Where(m => !m.IsNull))
        {
            var (match, hostIsVoid) = await MatchAddressAsync(mechanism, exchanger.Exchange, cancellationToken).ConfigureAwait(false);
            if (match.IsMatch || match.Error is not null)
            {
                return (match, false);
            }

            isVoid |= hostIsVoid;
        }

        return (SpfMatch.No, isVoid);
    }

    public async ValueTask<(SpfMatch Match, bool IsVoid)> ExistsAsync(DnsName target, CancellationToken cancellationToken)
    {
        // RFC 7208 §5.7: always an A look-up, also for a client on IPv6.
        var answer = await resolver.ResolveAsync(target, RecordType.A, cancellationToken).ConfigureAwait(false);
        return answer.IsDefinite ? (SpfMatch.Of(answer.Outcome == DnsOutcome.Found), answer.IsVoid) : (SpfMatch.Temporary(answer), false);
    }

    public static async ValueTask<(SpfMatch Match, bool IsVoid)> MatchReverseAsync(SpfReverseNames reverse, DnsName target, CancellationToken cancellationToken)
    {
        var names = await reverse.GetAsync(cancellationToken).ConfigureAwait(false);
        return (SpfMatch.Of(names.Any(n => n.IsAtOrUnder(target))), reverse.IsVoid);
    }

    private bool Contains(DnsAnswer answer, SpfMechanism mechanism)
    {
        var prefix = address.AddressFamily == AddressFamily.InterNetwork ? mechanism.Prefix4 : mechanism.Prefix6;
        return answer.Records.OfType<AddressRecord>().Any(r => SpfNames.InNetwork(address, r.Address, prefix));
    }
}
