using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Records;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class VerifierTests
{
    private const string Published =
        """
        MX @ 10 mx.postscale.io
        TXT @ v=spf1 include:_spf.postscale.io ~all
        TXT _spf.postscale.io v=spf1 ip4:192.0.2.0/24 -all
        """;

    private readonly FakeTimeProvider _time = new(Worlds.Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_records_are_looked_at_at_once_and_what_is_not_answered_in_time_is_unreadable()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var dns = new HeldResolver(RecordWorld.Zone(""), _ => true);
        var check = Verifier(test, dns).VerifyAsync(domain, Token);
        await dns.WaitForAsync(RecordKinds.All.Count);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(check.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        var outcome = (await check)!;
        Assert.All(outcome.Findings, f => Assert.Equal(Verdict.Unreadable, f.Verdict));
        Assert.Equal("DNS could not be read for _postscale.example.com: no answer within 10 s; the last result stands", outcome.Findings[0].Error);
        Assert.Equal((false, null), (outcome.Domain.Verified, outcome.Domain.LastDnsCheck));
    }

    [Fact]
    public async Task One_record_that_is_late_leaves_the_others_their_findings()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var dns = new HeldResolver(RecordWorld.Zone($"TXT _postscale.example.com postscale-verification={domain.Token}\n{Published}"), type => type is RecordType.MX or RecordType.Cname);
        var check = Verifier(test, dns).VerifyAsync(domain, Token);
        // The kinds begin in their order: once the look-up for DKIM is held, that for SPF has ended.
        await dns.WaitForAsync(RecordType.Cname);
        _time.Advance(TimeSpan.FromSeconds(10));

        var outcome = (await check)!;
        Assert.Equal("Holds Unreadable Holds", string.Join(' ', outcome.Findings.Take(3).Select(f => f.Verdict)));
        Assert.Equal((RecordKinds.Ownership.Bit | RecordKinds.Spf.Bit, _time.GetUtcNow()), (outcome.Domain.RecordsHolding, outcome.Domain.LastDnsCheck));
    }

    [Fact]
    public async Task A_second_caller_gets_the_running_check_s_answer_and_a_third_after_it_a_new_one()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var dns = new HeldResolver(RecordWorld.Zone(Published), _ => true);
        var verifier = Verifier(test, dns);
        var first = verifier.VerifyAsync(domain, Token);
        await dns.WaitForAsync(RecordKinds.All.Count);
        var second = verifier.VerifyAsync(domain, Token);
        dns.Release();

        var outcome = await first;
        Assert.NotNull(outcome);
        Assert.Same(outcome, await second);
        var lookups = dns.Count;
        Assert.NotSame(outcome, await verifier.VerifyAsync(domain, Token));
        Assert.Equal(2 * lookups, dns.Count);
    }

    [Fact]
    public async Task A_check_goes_on_when_its_caller_has_left()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var dns = new HeldResolver(RecordWorld.Zone(Published), _ => true);
        var verifier = Verifier(test, dns);
        using var leaves = new CancellationTokenSource();
        var left = verifier.VerifyAsync(domain, leaves.Token);
        await dns.WaitForAsync(RecordKinds.All.Count);
        var stays = verifier.VerifyAsync(domain, Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        dns.Release();
        Assert.True((await stays)!.Domain.Holds(RecordKinds.Spf));
        Assert.True((await test.ReadAsync(domain.Id)).Holds(RecordKinds.Spf));
    }

    [Fact]
    public async Task A_domain_that_is_deleted_meanwhile_has_no_outcome()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var dns = new HeldResolver(RecordWorld.Zone(Published), _ => true);
        var check = Verifier(test, dns).VerifyAsync(domain, Token);
        await dns.WaitForAsync(RecordKinds.All.Count);
        await test.Database.WriteAsync(
            async (session, token) =>
            {
                await DomainStore.DeleteAsync(session, domain.Id, token);
                return true;
            },
            Token);
        dns.Release();
        Assert.Null(await check);
    }

    [Fact]
    public async Task A_setting_that_is_changed_meanwhile_stays_changed()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var domain = await test.AddDomainAsync(caller, type: DomainType.Both);
        var dns = new HeldResolver(RecordWorld.Zone($"TXT _postscale.example.com postscale-verification={domain.Token}\nMX @ 10 mx.postscale.io"), _ => true);
        var check = Verifier(test, dns).VerifyAsync(domain, Token);
        await dns.WaitForAsync(RecordKinds.All.Count);
        await new DomainService(test.Database, new DomainIds(_time), new CheckSchedule(new RecheckOptions()), _time)
            .UpdateAsync(caller, new DomainKey(domain.Id, null), new DomainChange(DomainType.Inbound, CatchAllEnabled: true, Active: false, null), Token);
        dns.Release();

        await check;
        var now = await test.ReadAsync(domain.Id);
        Assert.Equal((DomainType.Inbound, true, false, true), (now.Type, now.CatchAllEnabled, now.Active, now.Verified));
    }

    [Fact]
    public async Task A_fault_reaches_the_caller_and_the_next_check_runs()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var broken = true;
        var dns = new HeldResolver(RecordWorld.Zone(Published), _ => broken ? throw new InvalidOperationException("broken") : false);
        var verifier = Verifier(test, dns);
        await Assert.ThrowsAsync<InvalidOperationException>(() => verifier.VerifyAsync(domain, Token));
        broken = false;
        Assert.NotNull(await verifier.VerifyAsync(domain, Token));
    }

    [Fact]
    public async Task What_was_found_is_kept_for_the_records_page()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        await Verifier(test, RecordWorld.Zone("MX @ 10 mx.other.example")).VerifyAsync(domain, Token);
        var kept = StoredFindings.Read(await test.Database.ReadAsync((session, token) => DomainStore.FindingsAsync(session, domain.Id, token), Token));
        Assert.Equal((Verdict.Missing, "mx.other.example"), (kept["mx"].Verdict, Assert.Single(kept["mx"].Found)));
        Assert.Equal("TXT record not found for _postscale.example.com", kept["ownership"].Error);
    }

    [Fact]
    public async Task The_outcome_is_counted_by_record()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        var metrics = new Metrics();
        await Verifier(test, RecordWorld.Zone(Published), metrics).VerifyAsync(domain, Token);
        using var stream = new MemoryStream();
        await metrics.WriteAsync(stream, Token);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("postscale_verifications_total{outcome=\"failed\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("postscale_record_checks_total{record=\"mx\",outcome=\"holds\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("postscale_record_checks_total{record=\"ownership\",outcome=\"missing\"} 1", text, StringComparison.Ordinal);
    }

    private Verifier Verifier(TestDatabase test, IDnsResolver dns, Metrics? metrics = null) =>
        TestVerifier.Create(test.Database, dns, new PostscaleOptions(), _time, Lifetime(), metrics);

    private static Microsoft.Extensions.Hosting.Internal.ApplicationLifetime Lifetime() =>
        new(NullLogger<Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>.Instance);
}
