using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Publishing;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Publishing;

/// <summary>What is to be changed in a zone, from what stands in it.</summary>
[Trait("Database", "None")]
public sealed class PlannerTests
{
    private const string Mine = "0123456789abcdef0123456789abcdef";
    private const string Theirs = "fedcba9876543210fedcba9876543210";
    private const string Prefix = "postscale-verification=";
    private const string Spf = "v=spf1 include:_spf.postscale.io ~all";

    private static readonly DnsName s_domain = DnsName.Parse("example.com");

    [Theory]
    [InlineData(DomainType.Both, "ownership mx spf dkim dmarc return_path")]
    [InlineData(DomainType.Outbound, "ownership spf dkim dmarc return_path")]
    [InlineData(DomainType.Inbound, "ownership mx")]
    [InlineData(DomainType.Alias, "ownership mx")]
    public void An_empty_zone_gets_what_the_type_calls_for(DomainType type, string records)
    {
        var plan = Plan(type, []);
        Assert.Equal(records.Split(' '), plan.Select(c => c.Kind.Name));
        Assert.All(plan, c => Assert.True(c is { Action: PlanAction.Create, Before: [], After: [_], Reason: null }));
    }

    [Fact]
    public void A_zone_that_has_all_of_it_is_left_as_it_is()
    {
        var plan = Plan(DomainType.Both, Published(), spf: Spf);
        Assert.All(plan, c => Assert.True(c.Action == PlanAction.Keep && c.Before.SequenceEqual(c.After)));
    }

    [Theory]
    [InlineData("google-site-verification=x")]
    [InlineData("postscale-verification")]
    public void Other_texts_beside_the_token_stay(string text)
    {
        var change = One(RecordKinds.Ownership, [("_postscale", "TXT", text)]);
        Assert.Equal((PlanAction.Create, "", Prefix + Mine), (change.Action, string.Join(' ', change.Before), string.Join(' ', change.After)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Other_tokens_stay_beside_ours(bool isMineThere)
    {
        List<(string, string, string)> zone = [("_postscale", "TXT", Prefix + Theirs)];
        if (isMineThere)
        {
            zone.Add(("_postscale", "TXT", Prefix + Mine));
        }

        var change = One(RecordKinds.Ownership, zone);
        Assert.Equal(isMineThere ? PlanAction.Keep : PlanAction.Create, change.Action);
        Assert.Empty(change.Removed);
    }

    [Fact]
    public void Nothing_is_put_where_a_wildcard_would_answer_no_longer()
    {
        var wildcard = new ZoneEntry(DnsName.Parse("*.com"), "A", "192.0.2.7", 300);
        var plan = Planner.Make(
            new RecordContext(s_domain, Mine, Platform.Default),
            DomainType.Both,
            new ZoneContents(DnsName.Parse("com"), []) { Wildcard = [wildcard] },
            new PlanFacts(SpfAdvice.None, null));
        Assert.All(plan, c => Assert.Equal(PlanAction.Conflict, c.Action));
        Assert.Contains("*.com answers for example.com with A 192.0.2.7", plan[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10 mx.postscale.io", false, null)]
    [InlineData("50 mx.postscale.io", false, null)]
    [InlineData("20 mail.example.net", true, null)]
    [InlineData("10 mail.example.net", true, null)]
    [InlineData("5 mail.example.net", true, "5 mail.example.net")]
    [InlineData("10 mx.postscale.io;5 mail.example.net;1 a.example.net", false, "5 mail.example.net 1 a.example.net")]
    [InlineData("50 mx.postscale.io;20 mail.example.net", false, "20 mail.example.net")]
    public void Other_MX_records_stay_and_are_named_where_they_take_the_mail(string present, bool isAdded, string? conflict)
    {
        var plan = Plan(DomainType.Inbound, [.. present.Split(';').Select(p => ("@", "MX", p))]).Where(c => c.Kind == RecordKinds.Mx).ToList();
        Assert.Equal(isAdded ? PlanAction.Create : PlanAction.Keep, plan[0].Action);
        Assert.Empty(plan.SelectMany(c => c.Removed));
        Assert.Equal(isAdded ? ["10 mx.postscale.io"] : [], plan.SelectMany(c => c.Added).ToArray());
        Assert.Equal(conflict, plan.Count == 1 ? null : string.Join(' ', plan[1].Before));
        Assert.Equal(isAdded, plan[0].Reason?.Contains("mail is shared", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void Beside_a_null_MX_nothing_is_put()
    {
        var change = One(RecordKinds.Mx, [("@", "MX", "0 .")], DomainType.Inbound);
        Assert.Equal(PlanAction.Conflict, change.Action);
        Assert.Empty(change.Added);
    }

    [Fact]
    public void The_one_SPF_record_is_completed_and_other_texts_stay()
    {
        var change = One(RecordKinds.Spf, [("@", "TXT", "v=spf1 mx -all"), ("@", "TXT", "other")], spf: "v=spf1 mx include:_spf.postscale.io -all");
        Assert.Equal((PlanAction.Update, "v=spf1 mx -all", "v=spf1 mx include:_spf.postscale.io -all"), (change.Action, Assert.Single(change.Removed), Assert.Single(change.Added)));
    }

    [Fact]
    public void Two_SPF_records_are_not_touched()
    {
        var change = One(RecordKinds.Spf, [("@", "TXT", "v=spf1 -all"), ("@", "TXT", "v=spf1 mx -all")]);
        Assert.Equal((PlanAction.Conflict, 2), (change.Action, change.Before.Count));
        Assert.Contains("2 SPF records", change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_SPF_record_that_cannot_be_completed_is_not_touched_and_the_reason_given()
    {
        var change = One(RecordKinds.Spf, [("@", "TXT", "v=spf1 foo -all")], refusal: "it has an error");
        Assert.Equal((PlanAction.Conflict, "it has an error"), (change.Action, change.Reason));
        Assert.False(change.IsChange);
    }

    [Theory]
    [InlineData("postscale1._domainkey", "CNAME", "elsewhere.example.net")]
    [InlineData("postscale1._domainkey", "TXT", "v=DKIM1; p=")]
    [InlineData("ps-bounces", "CNAME", "elsewhere.example.net")]
    [InlineData("ps-bounces", "A", "192.0.2.1")]
    [InlineData("ps-bounces", "HTTPS", "1 .")]
    public void What_stands_where_an_alias_belongs_is_not_touched(string host, string type, string value)
    {
        var change = Assert.Single(Plan(DomainType.Both, [(host, type, value)]), c => c.Name == s_domain.Prepend(host));
        Assert.Equal((PlanAction.Conflict, value), (change.Action, Assert.Single(change.Before)));
    }

    [Theory]
    [InlineData("old.dkim.postscale.io")]
    [InlineData("postscale1.dkim.postscale.io")]
    public void An_alias_to_a_former_key_of_ours_is_replaced(string former)
    {
        var platform = Platform.Default with { Selector = "postscale1", RetiringSelectors = ["old"], DkimTargetMode = DkimTargetMode.PerDomain };
        var change = One(RecordKinds.Dkim, [("postscale1._domainkey", "CNAME", former)], platform: platform);
        Assert.Equal((PlanAction.Update, former), (change.Action, Assert.Single(change.Removed)));
        Assert.EndsWith(".postscale1.dkim.postscale.io", Assert.Single(change.Added), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_dmarc", "TXT", "v=DMARC1; p=reject")]
    [InlineData("_dmarc", "CNAME", "policy.example.net")]
    public void A_DMARC_policy_that_is_there_stays(string host, string type, string value)
    {
        var change = One(RecordKinds.Dmarc, [(host, type, value)]);
        Assert.Equal((PlanAction.Keep, value), (change.Action, Assert.Single(change.After)));
    }

    [Fact]
    public void A_DMARC_policy_that_is_inherited_is_not_overruled()
    {
        var change = One(RecordKinds.Dmarc, [], inherited: "example.org");
        Assert.Equal((PlanAction.Keep, 0), (change.Action, change.After.Count));
        Assert.Contains("example.org", change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_DMARC_policies_are_not_touched() =>
        Assert.Equal(PlanAction.Conflict, One(RecordKinds.Dmarc, [("_dmarc", "TXT", "v=DMARC1; p=none"), ("_dmarc", "TXT", "v=DMARC1; p=reject")]).Action);

    [Fact]
    public void Beside_an_alias_at_the_domain_itself_nothing_is_put()
    {
        var plan = Plan(DomainType.Both, [("@", "CNAME", "hosted.example.net")]);
        Assert.Equal(["mx", "spf"], plan.Where(c => c.Action == PlanAction.Conflict).Select(c => c.Kind.Name));
        Assert.All(plan.Where(c => c.Name != s_domain), c => Assert.Equal(PlanAction.Create, c.Action));
    }

    [Theory]
    [InlineData("v=spf1 -all", "v=spf1 include:t.example -all")]
    [InlineData("v=spf1 MX  a ~ALL exp=e.example", "v=spf1 MX  a include:t.example ~ALL exp=e.example")]
    [InlineData("v=spf1", "v=spf1 include:t.example")]
    [InlineData("v=spf1 mx ", "v=spf1 mx include:t.example")]
    [InlineData("v=spf1 mx redirect=r.example", "v=spf1 mx include:t.example redirect=r.example")]
    [InlineData("V=SPF1 ?all a redirect=r.example", "V=SPF1 include:t.example ?all a redirect=r.example")]
    [InlineData("v=spf1 a:all.example +all", "v=spf1 a:all.example include:t.example +all")]
    [InlineData("v=spf1 nonsense -all", null)]
    [InlineData("v=spf10 -all", null)]
    public void An_include_goes_before_what_ends_the_record(string record, string? expected) => Assert.Equal(expected, SpfInsertion.Insert(record, DnsName.Parse("t.example")));

    [Fact]
    public void A_plan_has_a_name_that_the_order_of_a_set_does_not_change_and_all_else_does()
    {
        var zone = new List<(string, string, string)> { ("@", "MX", "1 a.example.net"), ("@", "MX", "2 b.example.net") };
        var one = Hash(Plan(DomainType.Both, zone));
        zone.Reverse();
        Assert.Equal(one, Hash(Plan(DomainType.Both, zone)));
        Assert.Matches("^[0-9a-f]{64}$", one);
        Assert.NotEqual(one, Hash(Plan(DomainType.Inbound, zone)));
        Assert.NotEqual(one, Hash(Plan(DomainType.Both, [.. zone, ("@", "MX", "3 c.example.net")])));
        Assert.NotEqual(one, PlanHash.Of(s_domain, DnsName.Parse("com"), Plan(DomainType.Both, zone)));

        static string Hash(IReadOnlyList<PlannedChange> plan) => PlanHash.Of(s_domain, s_domain, plan);
    }

    private static PlannedChange One(
        RecordKind kind,
        IReadOnlyList<(string, string, string)> zone,
        DomainType type = DomainType.Both,
        string? spf = null,
        string? refusal = null,
        string? inherited = null,
        Platform? platform = null) => Assert.Single(Plan(type, zone, spf, refusal, inherited, platform), c => c.Kind == kind);

    private static IReadOnlyList<PlannedChange> Plan(
        DomainType type,
        IReadOnlyList<(string Host, string Type, string Value)> zone,
        string? spf = null,
        string? refusal = null,
        string? inherited = null,
        Platform? platform = null) => Planner.Make(
        new RecordContext(s_domain, Mine, platform ?? Platform.Default),
        type,
        new ZoneContents(s_domain, [.. zone.Select(r => new ZoneEntry(r.Host == "@" ? s_domain : s_domain.Prepend(r.Host), r.Type, r.Value, 300))]),
        new PlanFacts(new SpfAdvice(spf, refusal), inherited));

    private static List<(string, string, string)> Published() =>
    [
        ("_postscale", "TXT", Prefix + Mine), ("@", "MX", "10 mx.postscale.io"), ("@", "TXT", Spf), ("postscale1._domainkey", "CNAME", "postscale1.dkim.postscale.io"),
        ("_dmarc", "TXT", "v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io"), ("ps-bounces", "CNAME", "bounces.postscale.io"),
    ];
}
