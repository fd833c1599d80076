using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Records;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.PlatformRecords;

public sealed class PlatformDomainNameTests
{
    private const string Key = "postscale1.dkim.postscale.io";

    private static readonly Platform s_platform = Platform.Default with { DkimTargetMode = DkimTargetMode.PerDomain };
    private static readonly string s_name = $"{DkimLabel.Of(RecordWorld.Token)}.{Key}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CNAME {name} {target}\nTXT {target} {key}", PlatformVerdict.Ok, null)]
    [InlineData("TXT {name} {key}", PlatformVerdict.Ok, null)]
    [InlineData("TXT {target} {key}", PlatformVerdict.Missing, "publish it as 'postscale platform records --domains' prints it")]
    [InlineData("CNAME {name} {target}", PlatformVerdict.Wrong, "it does not lead to the key of postscale1; publish it as 'postscale platform records --domains' prints it")]
    [InlineData("CNAME {name} {target}\nTXT {target} {other-key}", PlatformVerdict.Wrong, "it does not lead to the key of postscale1; publish it as 'postscale platform records --domains' prints it")]
    [InlineData("FAIL {name}", PlatformVerdict.Unreadable, "DNS could not be read: the server failed (ServerFailure); check again later")]
    public async Task What_stands_at_a_domains_name_gives_its_finding(string zone, PlatformVerdict verdict, string? action)
    {
        var record = Assert.Single(PlatformDomainName.Of(s_platform, [PlatformWorld.Key], DnsName.Parse("example.com"), RecordWorld.Token));
        var finding = await record.CheckAsync(RecordWorld.Zone(zone.Replace("{name}", s_name).Replace("{target}", Key)), Token);
        Assert.Equal((verdict, action), (finding.Verdict, finding.Action));
    }

    [Fact]
    public void Each_key_that_is_published_has_its_line_and_the_line_says_whose_it_is()
    {
        var now = DateTimeOffset.UnixEpoch;
        DkimKey[] keys = [PlatformWorld.Key with { Selector = "s0", RetiringAt = now, RetiredAt = now }, PlatformWorld.Key with { Selector = "s1", RetiringAt = now }, PlatformWorld.Key with { Selector = "s2" }];
        var label = DkimLabel.Of(RecordWorld.Token);
        Assert.Equal(
            [$"{label}.s1.dkim.postscale.io. IN CNAME s1.dkim.postscale.io. ; example.com", $"{label}.s2.dkim.postscale.io. IN CNAME s2.dkim.postscale.io. ; example.com"],
            PlatformDomainName.Of(s_platform, keys, DnsName.Parse("example.com"), RecordWorld.Token).SelectMany(n => n.ZoneLines));
    }

    [Fact]
    public async Task All_domains_of_all_accounts_are_listed_once_in_order_of_registration()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (one, two) = (await test.AddAccountAsync("one"), await test.AddAccountAsync("two"));
        var domains = Enumerable.Range(0, 1001).Select(i => test.New(i % 2 == 0 ? one : two, $"d{i / 2}.example")).ToList();
        await test.Database.WriteAsync(
            async (session, token) =>
            {
                foreach (var domain in domains)
                {
                    Assert.True(await DomainStore.TryAddAsync(session, domain, token));
                }

                return true;
            },
            Token);

        var names = new List<DnsName>();
        await foreach (var page in DomainPublication.PagesAsync(test.Database, s_platform, [PlatformWorld.Key], Token))
        {
            names.AddRange(page.Select(n => n.Name));
        }

        Assert.Equal(domains.Select(d => DnsName.Parse($"{DkimLabel.Of(d.Token)}.{Key}")), names);
    }
}
