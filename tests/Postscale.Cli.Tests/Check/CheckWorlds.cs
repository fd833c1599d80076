using Microsoft.Extensions.Time.Testing;
using Postscale.Cli.Check;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Check;

/// <summary>Domains as they are found, by name, each on a healthy platform.</summary>
internal static class CheckWorlds
{
    public const string Token = "00112233445566778899aabbccddeeff";

    // An Ed25519 key: short, and one that never changes.
    private const string Key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// <summary>What is published at one of the names below.</summary>
    public static ZoneResolver Of(string world) => world switch
    {
        "ours" => Ours("example.com"),
        "other-provider" => OtherProvider(),
        "nothing" => Platform().Address("www.example.com", "192.0.2.80"),
        "broken" => Broken(),
        "unreadable" => Platform().Fail("example.com").Fail("_dmarc.example.com", DnsFailure.Bogus),
        _ => throw new ArgumentException(world),
    };

    /// <summary>A domain with everything in place.</summary>
    public static ZoneResolver Ours(string domain) => Platform()
        .Txt($"_postscale.{domain}", $"postscale-verification={Token}")
        .Mx(domain, 10, "mx.postscale.io")
        .Txt(domain, "v=spf1 include:_spf.postscale.io ~all")
        .Cname($"postscale1._domainkey.{domain}", "postscale1.dkim.postscale.io")
        .Txt($"_dmarc.{domain}", "v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io")
        .Cname($"ps-bounces.{domain}", "bounces.postscale.io");

    public static Task<CheckReport> RunAsync(
        IDnsResolver dns, string domain = "example.com", DomainType type = DomainType.Both, string? token = null, PostscaleOptions? options = null) => CheckRun.RunAsync(
            new CheckRequest(DomainName.Parse(domain), type, token, options ?? new PostscaleOptions()), dns, new FakeTimeProvider(), TestContext.Current.CancellationToken);

    private static ZoneResolver Platform() => new ZoneResolver()
        .Address("mx.postscale.io", "192.0.2.25")
        .Txt("_spf.postscale.io", "v=spf1 ip4:192.0.2.0/24 -all")
        .Txt("postscale1.dkim.postscale.io", Key)
        .Address("bounces.postscale.io", "192.0.2.26")
        .Txt("example.com._report._dmarc.postscale.io", "v=DMARC1");

    private static ZoneResolver OtherProvider() => Platform()
        .Mx("example.com", 1, "mail.provider.test").Mx("example.com", 5, "backup.provider.test").Mx("example.com", 10, "gone.provider.test")
        .Address("mail.provider.test", "198.51.100.1").Address("mail.provider.test", "2001:db8::1")
        .Cname("backup.provider.test", "host7.provider.test").Address("host7.provider.test", "198.51.100.7")
        .Txt("example.com", "site-verification=0123456789")
        .Txt("example.com", "v=spf1 mx include:_spf.provider.test include:news.test a:old.example.com ip4:203.0.113.0/24 -all")
        .Txt("_spf.provider.test", "v=spf1 include:_a.provider.test include:_b.provider.test ~all")
        .Txt("_a.provider.test", "v=spf1 ip4:198.51.100.0/24 ~all")
        .Txt("_b.provider.test", "v=spf1 ip6:2001:db8::/32 ~all")
        .Txt("news.test", "v=spf1 exists:%{i}.senders.news.test -all")
        .Txt("_dmarc.example.com", "v=DMARC1; p=reject; t=y; rua=mailto:d@example.com,mailto:r@reports.test,mailto:r@unaware.test; ruf=mailto:f@example.com")
        .Txt("example.com._report._dmarc.reports.test", "v=DMARC1;")
        .Address("unaware.test", "203.0.113.9");

    private static ZoneResolver Broken() => Platform()
        .Txt("_postscale.example.com.example.com", $"postscale-verification={Token}")
        .Mx("example.com", 0, ".")
        .Txt("example.com", "v=spf1 include:_spf.postscale.io ip4:300.1.2.3 ~all\e[2J\u009b31m")
        .Txt("postscale1._domainkey.example.com", "v=DKIM1; k=rsa; p=not!base64")
        .Txt("_dmarc.example.com", "v=DMARC1; p=none").Txt("_dmarc.example.com", "v=DMARC1; p=reject")
        .Cname("ps-bounces.example.com", "elsewhere.test");
}
