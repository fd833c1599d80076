using Postscale.Testing;

namespace Postscale.MailDns.Benchmarks;

/// <summary>
/// Ten SPF records in the manner of large senders, each with what it includes, under names of documentation. They are made up after
/// the shapes that are published: short redirects, long lists of networks, includes three and four deep, macros, a full ten look-ups.
/// </summary>
internal static class Senders
{
    /// <summary>The sender that is asked about. It is found late or not at all, so that nearly everything is walked.</summary>
    public const string Address = "203.0.113.77";

    public static readonly IReadOnlyDictionary<string, string> Records = new Dictionary<string, string>
    {
        // A small firm at one provider.
        ["one-include"] = "v=spf1 include:_spf.mailbig.example ~all",
        // A mailbox provider's own domain: one redirect.
        ["redirect"] = "v=spf1 redirect=_spf.mailbig.example",
        // An office suite with its own split by network.
        ["office-suite"] = "v=spf1 include:spf.protection.office.example include:_spf-a.office.example include:_spf-ssg.office.example ip4:147.243.128.24 ip4:147.243.128.26 mx -all",
        // A newsletter service: nothing but networks.
        ["newsletter"] = "v=spf1 ip4:205.201.128.0/20 ip4:198.2.128.0/18 ip4:148.105.8.0/21 ip4:23.253.182.0/23 ip4:168.245.0.0/17 ip4:149.72.0.0/16 ip4:159.183.0.0/16 ip4:223.165.113.0/24 ip4:202.129.242.0/23 ip4:203.0.113.0/24 ?all",
        // A shop platform: two services, a help desk and its own hosts.
        ["shop"] = "v=spf1 include:mail.desk.example include:send.cloudpost.example mx:shop.example a:out.shop.example include:_spf.mailbig.example -all",
        // A bank: IPv6, own hosts by name, strict.
        ["bank"] = "v=spf1 ip6:2001:db8:10::/48 ip6:2001:db8:20::/48 ip4:192.0.2.0/25 a:mta1.bank.example a:mta2.bank.example mx/28 include:_spf.archive.example -all",
        // A carrier whose record is computed: macros and a reverse look-up of the address.
        ["macros"] = "v=spf1 exists:%{ir}.%{v}._ip.%{d} include:%{d2}._spf.vali.example ?exists:%{l}.%{o}.users.example -all",
        // A social network: includes of includes of includes.
        ["deep"] = "v=spf1 include:_netblocks.social.example include:_oauth.social.example -all",
        // A university: everything ever used, ten look-ups exactly.
        ["ten-lookups"] = "v=spf1 a mx a:mta1.bank.example include:mail.desk.example include:_spf.archive.example include:_spf.mailbig.example -all",
        // One look-up too many: the permanent error that its owner never sees.
        ["too-many"] = "v=spf1 a mx include:spf.protection.office.example include:mail.desk.example include:send.cloudpost.example include:_spf.archive.example include:_spf.mailbig.example -all",
    };

    public static IEnumerable<string> Names => Records.Keys;

    public static string DomainOf(string sender) => $"{sender}.example";

    public static ZoneResolver Zone()
    {
        var zone = new ZoneResolver();
        foreach (var (name, text) in Records)
        {
            zone.Txt(DomainOf(name), text).Mx(DomainOf(name), 10, "mx1.hosts.example").Mx(DomainOf(name), 20, "mx2.hosts.example").Address(DomainOf(name), "192.0.2.200");
        }

        return zone
            .Txt("_spf.mailbig.example", "v=spf1 include:_netblocks.mailbig.example include:_netblocks2.mailbig.example include:_netblocks3.mailbig.example ~all")
            .Txt("_netblocks.mailbig.example", "v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ip4:66.102.0.0/20 ip4:66.249.80.0/20 ip4:72.14.192.0/18 ip4:74.125.0.0/16 ip4:108.177.8.0/21 ip4:173.194.0.0/16 ip4:209.85.128.0/17 ip4:216.58.192.0/19 ip4:216.239.32.0/19 ~all")
            .Txt("_netblocks2.mailbig.example", "v=spf1 ip6:2001:4860:4000::/36 ip6:2404:6800:4000::/36 ip6:2607:f8b0:4000::/36 ip6:2800:3f0:4000::/36 ip6:2a00:1450:4000::/36 ip6:2c0f:fb50:4000::/36 ~all")
            .Txt("_netblocks3.mailbig.example", "v=spf1 ip4:172.217.0.0/19 ip4:172.217.32.0/20 ip4:172.217.128.0/19 ip4:172.217.160.0/20 ip4:172.253.56.0/21 ip4:172.253.112.0/20 ip4:203.0.113.64/26 ~all")
            .Txt("spf.protection.office.example", "v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/15 ip4:52.102.0.0/16 ip4:52.103.0.0/17 ip4:104.47.0.0/17 ip6:2a01:111:f400::/48 ip6:2a01:111:f403::/49 ip6:2a01:111:f403:8000::/51 -all")
            .Txt("_spf-a.office.example", "v=spf1 ip4:157.55.9.128/25 include:_spf-b.office.example ~all")
            .Txt("_spf-b.office.example", "v=spf1 ip4:207.46.50.192/26 ip4:213.199.128.139 include:_spf-c.office.example ~all")
            .Txt("_spf-c.office.example", "v=spf1 ip4:65.55.42.224/28 ip4:94.245.120.64/26 ~all")
            .Txt("_spf-ssg.office.example", "v=spf1 ip4:111.221.23.128/25 ip4:203.0.113.0/25 ~all")
            .Txt("mail.desk.example", "v=spf1 ip4:192.161.144.0/20 ip4:185.12.80.0/22 ip4:96.46.150.192/27 ip4:174.137.46.0/24 ip4:188.172.128.0/20 ip4:216.198.0.0/18 ~all")
            .Txt("send.cloudpost.example", "v=spf1 ip4:199.255.192.0/22 ip4:199.127.232.0/22 ip4:54.240.0.0/18 ip4:69.169.224.0/20 ip4:23.249.208.0/20 ip4:76.223.176.0/20 ip4:203.0.113.0/26 -all")
            .Txt("_spf.archive.example", "v=spf1 ip4:195.130.217.0/24 ip4:91.220.42.0/24 include:_ip6.archive.example ip4:203.0.113.128/25 ~all")
            .Txt("_ip6.archive.example", "v=spf1 ip6:2001:db8:30::/44 ~all")
            .Txt("macros.example._spf.vali.example", "v=spf1 exists:%{i}._spf.vali.example ip4:203.0.113.0/24 -all")
            .Txt("_netblocks.social.example", "v=spf1 ip4:199.16.156.0/22 ip4:199.59.148.0/22 include:_thirdparty.social.example -all")
            .Txt("_thirdparty.social.example", "v=spf1 include:_spf.mailbig.example -all")
            .Txt("_oauth.social.example", "v=spf1 ip4:8.25.194.0/23 -all")
            .Address("out.shop.example", "203.0.113.77")
            .Mx("shop.example", 10, "mx1.hosts.example")
            .Address("mta1.bank.example", "192.0.2.129").Address("mta2.bank.example", "192.0.2.130")
            .Address("mx1.hosts.example", "198.51.100.1").Address("mx2.hosts.example", "198.51.100.2");
    }
}
