using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Postscale.MailDns.Resolution;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Records;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Verification;

/// <summary>Two services check one domain, or one name, at the same time: what was seen first must not be written last.</summary>
public sealed class OvertakenCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_seen_before_another_service_wrote_is_looked_at_again(bool isPlanned)
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await AddAsync(test, "first", isPlanned);
        var zone = Zone();
        var slow = new HeldResolver(zone, type => type == RecordType.MX);
        var check = Verifier(test.Database, slow).VerifyAsync(domain, Token);
        // The kinds begin in their order: the token has been found missing by now.
        await slow.WaitForAsync(RecordType.MX);
        Publish(zone, domain);
        Assert.True((await Verifier(await test.OpenAnotherAsync(), zone).VerifyAsync(domain, Token))!.Domain.Verified);
        slow.Release();

        Assert.True((await check)!.Domain.Verified);
        Assert.True((await test.ReadAsync(domain.Id)).Verified);
        Assert.DoesNotContain("domain.unverified", await EventsAsync(test, domain));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_check_on_request_and_one_in_the_background_that_join_are_fenced_as_one(bool isRequestFirst)
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await AddAsync(test, "first");
        var zone = Zone();
        var slow = new HeldResolver(zone, type => type == RecordType.MX);
        var verifier = Verifier(test.Database, slow);
        Task? asked = isRequestFirst ? verifier.VerifyAsync(domain, Token) : null;
        if (asked is not null)
        {
            await slow.WaitForAsync(RecordType.MX);
        }

        var recheck = verifier.RecheckAsync(await TakeAsync(test, domain));
        if (asked is null)
        {
            await slow.WaitForAsync(RecordType.MX);
            asked = verifier.VerifyAsync(domain, Token);
        }

        Publish(zone, domain);
        await Verifier(await test.OpenAnotherAsync(), zone).VerifyAsync(domain, Token);
        slow.Release();

        await Task.WhenAll(asked, recheck);
        Assert.True((await test.ReadAsync(domain.Id)).Verified);
        Assert.DoesNotContain("domain.unverified", await EventsAsync(test, domain));
        var left = await test.Database.ReadAsync((session, token) => session.ScalarAsync<long>("SELECT due_at - {now} FROM check_plan", [], token), Token);
        Assert.InRange(left, TimeSpan.FromHours(5).TotalMicroseconds, TimeSpan.FromHours(7).TotalMicroseconds);
    }

    [Fact]
    public async Task Who_is_overtaken_again_and_again_answers_with_what_stands_there()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await AddAsync(test, "first");
        var published = Zone(domain);
        var other = Verifier(await test.OpenAnotherAsync(), published);
        var looks = 0;
        var overtaken = new InterruptedResolver(Zone(), async () =>
        {
            looks++;
            await other.VerifyAsync(domain, Token);
        });
        var outcome = (await Verifier(test.Database, overtaken).VerifyAsync(domain, Token))!;
        Assert.Equal((true, Verdict.Holds, 3), (outcome.Domain.Verified, outcome.Findings[0].Verdict, looks));
        Assert.Equal(RecordKinds.All, outcome.Findings.Select(f => f.Kind));
        Assert.True((await test.ReadAsync(domain.Id)).Verified);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_does_not_pass_by_an_answer_that_is_older_than_the_owner_s_last_check(bool isAsked)
    {
        await using var test = await TestDatabase.OpenAsync();
        var (owner, newcomer) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await Verifier(test.Database, Zone(owner)).VerifyAsync(owner, Token);
        var zone = Zone(newcomer);
        var slow = new HeldResolver(zone, type => type == RecordType.MX);
        var check = CheckAsync(test, Verifier(test.Database, slow), newcomer, isAsked);
        await slow.WaitForAsync(RecordType.MX);
        Publish(zone, owner);
        await Verifier(await test.OpenAnotherAsync(), zone).VerifyAsync(owner, Token);
        slow.Release();

        await check;
        Assert.True((await test.ReadAsync(owner.Id)).Verified);
        Assert.False((await test.ReadAsync(newcomer.Id)).Verified);
        Assert.DoesNotContain("domain.ownership_lost", await EventsAsync(test, owner));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_name_passes_on_request_at_once_and_in_the_background_when_it_is_seen_twice(bool isAsked, int looks)
    {
        await using var test = await TestDatabase.OpenAsync();
        var (owner, newcomer) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await Verifier(test.Database, Zone(owner)).VerifyAsync(owner, Token);
        var zone = Zone(newcomer);
        await CheckAsync(test, Verifier(test.Database, zone), newcomer, isAsked);
        Assert.True((await test.ReadAsync(newcomer.Id)).Verified);
        Assert.False((await test.ReadAsync(owner.Id)).Verified);
        Assert.Equal(looks, zone.Asked.Count(a => a.Name.Text == "_postscale.example.com" && a.Type == RecordType.Txt));
    }

    [Fact]
    public async Task A_name_does_not_pass_while_a_single_name_server_shows_the_owner_s_token()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (owner, newcomer) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await Verifier(test.Database, Zone(owner)).VerifyAsync(owner, Token);
        var servers = new NameServersResolver(Text(newcomer), Text(newcomer), Text(owner));
        var outcome = (await Verifier(test.Database, servers).VerifyAsync(newcomer, Token))!;
        Assert.Equal("example.com is held by another account, whose token still stands in DNS", outcome.Findings[0].Error);
        Assert.True((await test.ReadAsync(owner.Id)).Verified);
    }

    [Fact]
    public async Task A_name_that_passes_during_the_loser_s_own_check_is_lost_once()
    {
        await using var test = await TestDatabase.OpenAsync();
        var another = await test.OpenAnotherAsync();
        var (owner, newcomer) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await Verifier(test.Database, Zone(owner)).VerifyAsync(owner, Token);
        var (ours, theirs) = (await FenceAsync(test, owner), await FenceAsync(test, newcomer));
        Task<RecordedCheck>? losing = null;
        await test.Database.WriteAsync(
            WriteScope.Account(newcomer.AccountId),
            async (session, token) =>
            {
                var passed = await Recorder().SaveAsync(session, newcomer.Id, Findings(newcomer), theirs, new CheckAsker(Actor.BackgroundCheck), token);
                Assert.True(passed.Outcome!.Domain.Verified);
                // Ours begins to be written before that is committed.
                losing ??= another.WriteAsync(
                    WriteScope.Account(owner.AccountId), (other, t) => Recorder().SaveAsync(other, owner.Id, Findings(newcomer, isOwn: false), ours, new CheckAsker(Actor.BackgroundCheck), t), token);
                await WaitForLockAsync(session, token);
                return true;
            },
            Token);
        Assert.NotNull((await losing!).Overtaken);
        Assert.Equal(1, (await EventsAsync(test, owner)).Count(e => e == "domain.unverified"));
    }

    /// <summary>Waits, where transactions run side by side, until another waits for this one.</summary>
    private static async Task WaitForLockAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (!TestDatabases.IsPostgres)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (await session.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))", [], deadline.Token) == 0)
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    private static async Task<Domain> AddAsync(TestDatabase test, string account, bool isPlanned = true)
    {
        var domain = await test.AddDomainAsync(await test.AddAccountAsync(account), type: DomainType.Inbound);
        if (isPlanned)
        {
            await test.PlanAsync(domain);
        }

        return domain;
    }

    private static async Task CheckAsync(TestDatabase test, Verifier verifier, Domain domain, bool isAsked)
    {
        if (isAsked)
        {
            await verifier.VerifyAsync(domain, Token);
            return;
        }

        await verifier.RecheckAsync(await TakeAsync(test, domain));
    }

    private static async Task<DueDomain> TakeAsync(TestDatabase test, Domain domain) => Assert.Single(
        await test.Database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.ClaimAsync(session, domain.AccountId, 1, TimeSpan.FromMinutes(1), token), Token));

    private static Task<CheckFence> FenceAsync(TestDatabase test, Domain domain) => test.Database.ReadAsync((session, token) => PlanStore.FenceAsync(session, domain.Id, token), Token);

    private static async Task<List<string>> EventsAsync(TestDatabase test, Domain domain) => await test.Database.ReadAsync(
        (session, token) => session.ListAsync("SELECT type FROM events WHERE domain_id = @id", [("@id", domain.Id.ToString())], row => row.GetString(0), token), Token);

    private static IReadOnlyList<Finding> Findings(Domain shown, bool isOwn = true) =>
    [
        isOwn ? Finding.Holds(RecordKinds.Ownership, [Text(shown)]) : Finding.Invalid(RecordKinds.Ownership, "it is another's", [Text(shown)]),
        .. RecordKinds.All.Skip(1).Select(k => Worlds.Of(k, Verdict.Holds)),
    ];

    private static string Text(Domain domain) => $"postscale-verification={domain.Token}";

    private static ZoneResolver Zone(params Domain[] proved)
    {
        var zone = RecordWorld.Zone("MX @ 10 mx.postscale.io");
        Array.ForEach(proved, d => Publish(zone, d));
        return zone;
    }

    private static void Publish(ZoneResolver zone, Domain domain) => zone.Txt("_postscale.example.com", Text(domain));

    private static Verifier Verifier(Database database, IDnsResolver dns) => TestVerifier.Create(
        database, dns, new PostscaleOptions(), TimeProvider.System, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));

    private static CheckRecorder Recorder() => new(new PostscaleOptions(), new CheckSchedule(new RecheckOptions()), TimeProvider.System, NullLogger<CheckRecorder>.Instance);

    /// <summary>Lets something happen before each look at the MX records, when that at the token has ended.</summary>
    private sealed class InterruptedResolver(IDnsResolver inner, Func<Task> happens) : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            if (type == RecordType.MX && name.Text == "example.com")
            {
                await happens();
            }

            return await inner.ResolveAsync(name, type, cancellationToken);
        }
    }
}
