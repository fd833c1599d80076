using CsCheck;
using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Dmarc;

public sealed class DmarcDiscoveryTests
{
    private static readonly DmarcWarningKind[] Told =
    [
        DmarcWarningKind.SeveralIgnored, DmarcWarningKind.UnusableIgnored, DmarcWarningKind.OrganizationalDomainUnknown, DmarcWarningKind.ExistenceUnknown,
    ];

    private static readonly string[] Standing = ["v=DMARC1; p=none", "v=dmarc1", "x", "v=DMARC1; p=none; psd=y"];

    [Theory]
    [MemberData(nameof(DmarcDiscoveryCases.All), MemberType = typeof(DmarcDiscoveryCases))]
    public async Task The_record_that_applies_is_found(string section, string zone, string domain, string expected)
    {
        var result = await Find(Zone(zone), domain);
        Assert.True(expected == Describe(result), $"RFC 9989 §{section}: {Describe(result)} instead of {expected}");
        Assert.Equal(result.Outcome == DmarcOutcome.Found, result.Reason is null);
        Assert.Equal(result.Outcome == DmarcOutcome.Found && result.FoundAt?.Text != domain, result.IsInherited);
    }

    [Fact]
    public async Task The_eight_queries_of_the_RFCs_example_are_made()
    {
        var zone = new ZoneResolver();
        await Find(zone, "a.b.c.d.e.f.g.h.i.j.mail.example.com");
        Assert.Equal(
            [
                "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com", "_dmarc.g.h.i.j.mail.example.com", "_dmarc.h.i.j.mail.example.com",
                "_dmarc.i.j.mail.example.com", "_dmarc.j.mail.example.com", "_dmarc.mail.example.com", "_dmarc.example.com", "_dmarc.com",
            ],
            zone.Asked.Select(q => q.Name.Text));
        Assert.All(zone.Asked, q => Assert.Equal(RecordType.Txt, q.Type));
    }

    [Theory]
    [InlineData("psd=y")]
    [InlineData("psd=n")]
    public async Task A_record_that_settles_the_organization_ends_the_walk(string tag)
    {
        var zone = Zone($"b.example.com v=DMARC1; p=none; {tag}");
        var result = await Find(zone, "a.b.example.com");
        Assert.Equal(["_dmarc.a.b.example.com", "_dmarc.b.example.com"], result.Answers.Select(a => a.Name.Text));
    }

    [Fact]
    public async Task A_name_with_no_room_for_the_label_is_passed_over()
    {
        var label = new string('a', 63);
        var domain = $"{label}.{label}.{label}.{new string('b', 53)}.example";
        Assert.False(DnsName.Parse(domain).TryPrepend("_dmarc", out _));
        var parent = DnsName.Parse(domain).Ancestor();
        var result = await Find(Zone($"{parent} v=DMARC1; p=none|example v=DMARC1; p=reject"), domain);
        Assert.Equal("Found example reject/reject org=example", Describe(result));
        Assert.True(result.IsInherited);
    }

    [Fact]
    public async Task A_record_behind_an_alias_counts_and_an_alias_to_nothing_is_named()
    {
        var found = await Find(new ZoneResolver().Cname("_dmarc.example.com", "d.example.net").Txt("d.example.net", "v=DMARC1; p=reject"), "example.com");
        Assert.Equal(DmarcOutcome.Found, found.Outcome);
        Assert.Equal(["d.example.net"], found.Answers[0].Aliases.Select(a => a.Text));

        var dangling = await Find(new ZoneResolver().Cname("_dmarc.example.com", "d.example.net"), "example.com");
        Assert.Equal(DmarcOutcome.None, dangling.Outcome);
        Assert.Contains("an alias that ends at d.example.net", dangling.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_to_nothing_exists_itself_so_that_np_does_not_hold()
    {
        var zone = Zone("example.com v=DMARC1; p=none; np=reject").Cname("a.example.com", "gone.example.net");
        Assert.Equal(DmarcPolicy.None, (await Find(zone, "a.example.com")).EffectivePolicy);
    }

    [Fact]
    public async Task The_strings_of_a_record_are_joined_without_anything_between()
    {
        var result = await Find(new ZoneResolver().Txt("_dmarc.example.com", "v=DMA", "RC1; p=rej", "ect"), "example.com");
        Assert.Equal(DmarcPolicy.Reject, result.EffectivePolicy);
        Assert.Equal(["v=DMARC1; p=reject"], result.Texts);
    }

    [Fact]
    public async Task Reasons_name_the_place()
    {
        Assert.Equal("there is no DMARC record at _dmarc.example.com, nor at a parent of example.com", (await Find(new ZoneResolver(), "example.com")).Reason);
        Assert.StartsWith("there are 2 DMARC records at _dmarc.example.com", (await Find(Zone("example.com v=DMARC1|example.com v=DMARC1"), "example.com")).Reason, StringComparison.Ordinal);
        Assert.StartsWith("the record at _dmarc.example.com is not applied: ", (await Find(Zone("example.com v=dmarc1"), "a.example.com")).Reason, StringComparison.Ordinal);
        Assert.StartsWith("DNS could not be read at _dmarc.com: ", (await Find(Zone("com !"), "example.com")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subdomain_policy_below_the_organizational_domain_has_no_effect()
    {
        var below = await Find(Zone("a.example.com v=DMARC1; p=none; sp=reject|example.com v=DMARC1; p=reject"), "a.example.com");
        Assert.Contains(DmarcWarningKind.SubdomainPolicyIgnored, below.Warnings.Select(w => w.Kind));
        var above = await Find(Zone("example.com v=DMARC1; p=none; sp=reject"), "example.com");
        Assert.DoesNotContain(DmarcWarningKind.SubdomainPolicyIgnored, above.Warnings.Select(w => w.Kind));
    }

    [Fact]
    public void A_walk_from_any_name_asks_at_most_eight_times_and_ends_at_the_top() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 3].Select(i => Standing[i]), Gen.Int[1, 60]).Sample((labels, text, at) =>
        {
            var domain = DnsName.Parse(string.Join('.', Enumerable.Range(0, labels).Select(i => $"l{i}")));
            var owner = domain.Ancestor(Math.Min(at, labels - 1));
            var zone = new ZoneResolver().Txt(owner.Prepend("_dmarc").Text, text);
            var walk = DmarcDiscovery.FindAsync(zone, domain, CancellationToken.None);
            Assert.True(walk.IsCompletedSuccessfully);
            var asked = zone.Asked.Where(q => q.Type == RecordType.Txt).ToList();
            Assert.InRange(asked.Count, 1, 8);
            Assert.Equal(asked.Count, asked.Distinct().Count());
            Assert.Equal(domain.Prepend("_dmarc"), asked[0].Name);
            Assert.True(domain.IsAtOrUnder(walk.Result.OrganizationalDomain!));
        }, iter: 500);

    [Fact]
    public async Task A_cancelled_discovery_throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await DmarcDiscovery.FindAsync(new ZoneResolver(), DnsName.Parse("example.com"), new CancellationToken(true)));

    private static async Task<DmarcResult> Find(ZoneResolver zone, string domain) =>
        await DmarcDiscovery.FindAsync(zone, DnsName.Parse(domain), TestContext.Current.CancellationToken);

    private static ZoneResolver Zone(string text)
    {
        var zone = new ZoneResolver();
        foreach (var entry in text.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (entry[..entry.IndexOf(' ', StringComparison.Ordinal)], entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            _ = (name, value) switch
            {
                ("exists", _) => zone.Address(value, "192.0.2.1"),
                ("broken", _) => zone.Fail(value, DnsFailure.Timeout, RecordType.A),
                (_, "!") => zone.Fail("_dmarc." + name),
                _ => zone.Txt("_dmarc." + name, value),
            };
        }

        return zone;
    }

    private static string Describe(DmarcResult result)
    {
        string[] parts =
        [
            result.Outcome.ToString(),
            result.FoundAt?.Text ?? "",
            result.Error?.Kind.ToString() ?? "",
            result.EffectivePolicy is { } policy ? $"{policy}/{result.AppliedPolicy}".ToLowerInvariant() : "",
            $"org={result.OrganizationalDomain?.Text ?? "?"}",
            .. result.Warnings.Select(w => w.Kind).Where(Told.Contains).Select(k => k.ToString()),
        ];
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }
}
