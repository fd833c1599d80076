using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>The SPF record that customers include (RFC 7208).</summary>
/// <param name="platform">The platform's names.</param>
/// <param name="addresses">The addresses that send; empty if they are not known, and then the hosts' names stand for them.</param>
public sealed class PlatformSpf(Platform platform, IReadOnlyList<IPAddress> addresses) : PlatformRecord("TXT", platform.Spf, "SPF, which customers include: names the servers that send")
{
    // Of the reserved range (RFC 6890): no server that sends has it, so that every term is evaluated.
    private static readonly IPAddress Nobody = new([240, 0, 0, 1]);

    /// <inheritdoc/>
    public override string Expected => "one valid SPF record that names the servers that send";

    /// <summary>The text of the record.</summary>
    public string Text => addresses.Count > 0
        ? $"v=spf1 {string.Join(' ', addresses.Select(a => $"{(a.AddressFamily == AddressFamily.InterNetworkV6 ? "ip6" : "ip4")}:{a}"))} -all"
        : $"v=spf1 {string.Join(' ', new[] { platform.Mx, platform.Bounces }.Distinct().Select(h => $"a:{h}"))} -all";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => [ZoneText.Line(Name, "TXT", ZoneText.Strings(Text))];

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        var answer = await dns.ResolveAsync(Name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Unreadable(answer.FailureText);
        }

        var found = answer.Records.OfType<TxtRecord>().Select(r => r.Text).ToList();
        var evaluation = await new SpfEvaluator(dns).CheckHostAsync(SpfQuery.ForMailFrom(Nobody, $"postmaster@{Name}", Name.Text), cancellationToken).ConfigureAwait(false);
        return evaluation.Result switch
        {
            SpfResult.None => found.Count == 0 ? Missing(AsPrinted) : Wrong(found, $"no text there is an SPF record; {AsPrinted}"),
            SpfResult.TempError => Unreadable(evaluation.Problem?.TrimEnd('.')),
            SpfResult.PermError => Wrong(found, $"receivers cannot use it: {evaluation.Problem?.TrimEnd('.')}"),
            SpfResult.Pass => Wrong(found, $"it passes every sender ({evaluation.MatchedTerm}): name the servers that send, and end with -all"),
            _ => Ok(found, $"costs {evaluation.Lookups} of SPF's 10 look-ups, besides the include itself"),
        };
    }
}
