using CsCheck;
using Postscale.Server.Domains;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class DomainStateTests
{
    private static readonly DateTimeOffset s_now = Worlds.Start.AddHours(2);
    private static readonly DateTimeOffset s_later = Worlds.Start.AddHours(3);

    [Fact]
    public void An_unreadable_record_keeps_its_flag_and_a_definite_finding_decides_it() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var merged = DomainState.Merge(domain, findings, s_now);
        foreach (var finding in findings)
        {
            Assert.Equal(finding.Verdict == Verdict.Unreadable ? domain.Holds(finding.Kind) : finding.Verdict == Verdict.Holds, merged.Holds(finding.Kind));
        }
    });

    [Fact]
    public void Verified_is_ownership_and_what_the_type_needs() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var merged = DomainState.Merge(domain, findings, s_now);
        var (ownership, mx, spf) = (merged.Holds(RecordKinds.Ownership), merged.Holds(RecordKinds.Mx), merged.Holds(RecordKinds.Spf));
        Assert.Equal(
            ownership && domain.Type switch
            {
                DomainType.Outbound => spf,
                DomainType.Both => mx && spf,
                _ => mx,
            },
            merged.Verified);
    });

    [Fact]
    public void Verified_at_is_when_it_became_verified_and_null_while_it_is_not() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var merged = DomainState.Merge(domain, findings, s_now);
        Assert.Equal(!merged.Verified ? null : domain.Verified ? domain.VerifiedAt : s_now, merged.VerifiedAt);
    });

    [Fact]
    public void Updated_at_moves_exactly_when_a_flag_does() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var merged = DomainState.Merge(domain, findings, s_now);
        Assert.Equal(merged.RecordsHolding == domain.RecordsHolding ? domain.UpdatedAt : s_now, merged.UpdatedAt);
    });

    [Fact]
    public void The_last_check_is_one_that_read_something() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
        Assert.Equal(findings.All(f => f.Verdict == Verdict.Unreadable) ? domain.LastDnsCheck : s_now, DomainState.Merge(domain, findings, s_now).LastDnsCheck));

    [Fact]
    public void Merging_the_same_findings_again_changes_nothing_but_the_time_of_the_check() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var once = DomainState.Merge(domain, findings, s_now);
        var twice = DomainState.Merge(once, findings, s_later);
        Assert.Equal(once with { LastDnsCheck = null }, twice with { LastDnsCheck = null });
    });

    [Fact]
    public void The_order_of_the_findings_does_not_matter() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
        Assert.Equal(DomainState.Merge(domain, findings, s_now), DomainState.Merge(domain, [.. findings.Reverse()], s_now)));

    [Fact]
    public void Settings_and_identity_are_never_touched() => Gen.Select(Worlds.Domain, Worlds.Findings).Sample((domain, findings) =>
    {
        var merged = DomainState.Merge(domain, findings, s_now);
        Assert.Equal(
            domain,
            merged with
            {
                RecordsHolding = domain.RecordsHolding,
                Verified = domain.Verified,
                VerifiedAt = domain.VerifiedAt,
                LastDnsCheck = domain.LastDnsCheck,
                UpdatedAt = domain.UpdatedAt,
            });
    });

    [Fact]
    public void A_new_type_derives_verified_from_the_flags_at_once() => Gen.Select(Worlds.Domain, Worlds.Type).Sample((domain, type) =>
    {
        var changed = DomainState.Apply(domain, domain with { Type = type }, s_now);
        Assert.Equal(RecordKinds.AreEnoughFor(domain.RecordsHolding, type), changed.Verified);
        Assert.Equal(!changed.Verified ? null : domain.Verified ? domain.VerifiedAt : s_now, changed.VerifiedAt);
        Assert.Equal(type == domain.Type ? domain.UpdatedAt : s_now, changed.UpdatedAt);
        Assert.Equal((domain.RecordsHolding, domain.LastDnsCheck), (changed.RecordsHolding, changed.LastDnsCheck));
    });

    [Fact]
    public void Who_loses_the_name_is_not_verified_and_keeps_all_else_that_is_known() => Worlds.Domain.Sample(domain =>
    {
        var loser = DomainState.LoseOwnership(domain, s_now);
        Assert.False(loser.Verified);
        Assert.Null(loser.VerifiedAt);
        Assert.Equal(domain.RecordsHolding & ~RecordKinds.Ownership.Bit, loser.RecordsHolding);
        Assert.Equal(domain.LastDnsCheck, loser.LastDnsCheck);
    });

    [Fact]
    public void The_way_of_a_domain_from_new_to_verified_and_back()
    {
        var domain = Worlds.Make(DomainType.Both, 0) with { LastDnsCheck = null };
        domain = DomainState.Merge(domain, Worlds.Of("UUUUUU"), s_now);
        Assert.Equal((0, null, null), (domain.RecordsHolding, domain.LastDnsCheck, domain.VerifiedAt));

        domain = DomainState.Merge(domain, Worlds.Of("HHHMMM"), s_now);
        Assert.Equal((true, s_now, s_now, s_now), (domain.Verified, domain.VerifiedAt, domain.LastDnsCheck, domain.UpdatedAt));

        domain = DomainState.Merge(domain, Worlds.Of("UUUUUU"), s_later);
        Assert.Equal((true, s_now, s_now, s_now), (domain.Verified, domain.VerifiedAt, domain.LastDnsCheck, domain.UpdatedAt));

        domain = DomainState.Merge(domain, Worlds.Of("HMHMMM"), s_later);
        Assert.Equal((false, null, s_later, s_later), (domain.Verified, domain.VerifiedAt, domain.LastDnsCheck, domain.UpdatedAt));
    }
}
