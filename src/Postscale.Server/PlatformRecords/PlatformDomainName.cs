using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>The name that one domain's DKIM alias points at, where each has its own: an alias itself, to the key (RFC 6376 §3.6.2.2 follows both).</summary>
/// <param name="context">The domain, its token, and the platform with the key's selector.</param>
/// <param name="key">The key.</param>
public sealed class PlatformDomainName(RecordContext context, DkimKey key) : PlatformRecord(
    "CNAME", context.DkimTarget, $"the name that the DKIM alias of {context.Domain} points at")
{
    /// <inheritdoc/>
    public override string Expected => context.Platform.DkimKeyName.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => [$"{ZoneText.Line(Name, "CNAME", $"{Expected}.")} ; {context.Domain}"];

    /// <summary>The names of one domain: one for each key that is published.</summary>
    /// <param name="platform">The platform's names, each domain having its own.</param>
    /// <param name="keys">The platform's keys.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="token">Its token.</param>
    public static IEnumerable<PlatformDomainName> Of(Platform platform, IReadOnlyList<DkimKey> keys, DnsName domain, string token) => keys
        .Where(k => k.IsPublished)
        .Select(k => new PlatformDomainName(new RecordContext(domain, token, platform with { Selector = k.Selector }), k));

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        var found = await DkimKeyLookup.FindAsync(dns, Name, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> seen = [.. found.Aliases.Select(a => a.Text), .. found.Texts];
        return found.Outcome switch
        {
            DkimKeyOutcome.TemporaryFailure => Unreadable(found.Answer.FailureText),
            DkimKeyOutcome.Found when DkimKeyRecord.TryParse(key.PublicRecord, out var own, out _) && found.Record!.HasSameKeyAs(own) => Ok(seen),
            DkimKeyOutcome.NotFound when seen.Count == 0 => Missing(AsListed),
            _ => Wrong(seen, $"it does not lead to the key of {key.Selector}; {AsListed}"),
        };
    }

    private const string AsListed = "publish it as 'postscale platform records --domains' prints it";
}
