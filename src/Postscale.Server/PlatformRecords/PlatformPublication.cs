using System.Net;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;

namespace Postscale.Server.PlatformRecords;

/// <summary>All that the operator of a platform publishes for itself.</summary>
public static class PlatformPublication
{
    /// <summary>The records in the order of a zone file.</summary>
    /// <param name="platform">The platform's names.</param>
    /// <param name="keys">The platform's DKIM keys; retired ones are left out.</param>
    /// <param name="addresses">The addresses of its hosts as far as they are known.</param>
    public static IReadOnlyList<PlatformRecord> Of(Platform platform, IReadOnlyList<DkimKey> keys, IReadOnlyList<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var records = new List<PlatformRecord> { new PlatformHost(platform.Mx, "the host that takes customers' mail", addresses) };
        if (platform.Bounces != platform.Mx)
        {
            records.Add(new PlatformHost(platform.Bounces, "the host that takes bounces, at which customers' return paths point", addresses));
        }

        records.Add(new PlatformSpf(platform, addresses));
        records.AddRange(keys.Where(k => k.IsPublished).Select(k => new PlatformDkimKey(platform, k)));
        records.Add(new PlatformMx(
            platform.Bounces, "brings bounces to the host that takes them", platform.Bounces, platform.MxPriority, [platform.Bounces, platform.Mx]));
        if (platform.RuaDomain != platform.Bounces)
        {
            records.Add(new PlatformMx(
                platform.RuaDomain, $"brings DMARC reports to {platform.Rua}; leave it out if other MX records there take that mailbox's mail", platform.Mx, platform.MxPriority, []));
        }

        records.Add(new PlatformReportConsent(platform.RuaDomain));
        return records;
    }
}
