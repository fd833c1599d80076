using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>Where mail to one of the platform's own domains goes (RFC 5321 §5.1).</summary>
/// <param name="name">The domain.</param>
/// <param name="purpose">What arrives there.</param>
/// <param name="exchange">The host that takes it.</param>
/// <param name="preference">The preference to publish.</param>
/// <param name="accepted">The hosts of which one must be there; empty if any host may take the mail.</param>
public sealed class PlatformMx(DnsName name, string purpose, DnsName exchange, ushort preference, IReadOnlyList<DnsName> accepted) : PlatformRecord("MX", name, purpose)
{
    /// <inheritdoc/>
    public override string Expected => accepted.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{preference} {exchange}") : $"a host that takes the mail, such as {exchange}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => [ZoneText.Line(Name, "MX", string.Create(CultureInfo.InvariantCulture, $"{preference} {exchange}."))];

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        var answer = await dns.ResolveAsync(Name, RecordType.MX, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Unreadable(answer.FailureText);
        }

        var records = answer.Records.OfType<MxRecord>().OrderBy(r => r.Preference).ThenBy(r => r.Exchange.Text, StringComparer.Ordinal).ToList();
        var found = records.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Preference} {r.Exchange}")).ToList();
        if (records.Count == 0)
        {
            return Missing(AsPrinted);
        }

        // RFC 7505 §3: "0 ." says that the name takes no mail.
        if (records.Any(r => r.IsNull))
        {
            return Wrong(found, $"a null MX says that {Name} takes no mail; {AsPrinted}");
        }

        return accepted.Count == 0 || records.Any(r => accepted.Contains(r.Exchange))
            ? Ok(found)
            : Wrong(found, $"the mail goes to other hosts than the platform's; {AsPrinted}");
    }
}
