using Postscale.MailDns.Resolution;
using Postscale.Server.Options;

namespace Postscale.Server.Records;

/// <summary>What the records of one domain are made from and judged by.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Token">Its ownership token.</param>
/// <param name="Platform">The platform's names.</param>
public sealed record RecordContext(DnsName Domain, string Token, Platform Platform)
{
    /// <summary>The name that the domain's DKIM alias points at.</summary>
    public DnsName DkimTarget => Platform.DkimTargetMode == DkimTargetMode.PerDomain ? Platform.DkimKeyName.Prepend(DkimLabel.Of(Token)) : Platform.DkimKeyName;
}
