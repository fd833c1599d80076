using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Tests.Records;
using Postscale.Testing;

namespace Postscale.Server.Tests.PlatformRecords;

/// <summary>A platform with one key, and DNS as its operator has left it.</summary>
internal static class PlatformWorld
{
    public static readonly string[] Published =
    [
        "A mx.postscale.io 192.0.2.25",
        "A bounces.postscale.io 192.0.2.26",
        "TXT _spf.postscale.io v=spf1 ip4:192.0.2.0/24 -all",
        "TXT postscale1.dkim.postscale.io {key}",
        "MX bounces.postscale.io 10 bounces.postscale.io",
        "MX postscale.io 10 mx.postscale.io",
        "TXT customer.example._report._dmarc.postscale.io v=DMARC1",
    ];

    public static DkimKey Key => new("postscale1", RecordWorld.Fill("{key}"), DateTimeOffset.UnixEpoch);

    public static IReadOnlyList<PlatformRecord> Records(params string[] addresses) =>
        PlatformPublication.Of(Platform.Default, [Key], [.. addresses.Select(IPAddress.Parse)]);

    public static Task<IReadOnlyList<PlatformFinding>> CheckAsync(IDnsResolver dns) =>
        PlatformCheck.RunAsync(Records(), dns, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>What is published, with the lines of one name left out and others put in.</summary>
    public static ZoneResolver Zone(string? without = null, string with = "") => RecordWorld.Zone(
        string.Join('\n', Published.Where(l => without is null || !l.StartsWith(without, StringComparison.Ordinal)).Append(with)));
}
