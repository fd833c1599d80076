using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Postscale.MailDns.Resolution;
using Postscale.Server.Auditing;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Verification;

/// <summary>
/// Checks that nobody asked for, in the whole service. The database's own clock says what is due, and no test can move it: they
/// move what stands in the plan.
/// </summary>
public sealed class RecheckTests
{
    private const long Hour = 3_600_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_is_verified_in_the_background_once_its_records_stand()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com", "both")).Id();
        await service.PublishAsync(client, id);
        await DueAsync(service, id);
        await CheckedAsync(service, id);

        Assert.True((await client.ReadAsync(id)).Truth("verified"));
        Assert.Equal(["domain.created", "domain.dns_changed", "domain.verified"], await EventsAsync(client));
        // Verified now: the next look is in six hours, a tenth more or less.
        Assert.InRange(await PlanAsync(service, id, "due_at - {now}"), Hour * 5.3, Hour * 6.7);
    }

    [Fact]
    public async Task A_pending_domain_is_looked_at_again_after_as_long_as_it_has_been_pending()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com", "both")).Id();
        Assert.InRange(await PlanAsync(service, id, "due_at - {now}"), 200_000_000, 340_000_000);
        await DueAsync(service, id, "pending_since = pending_since - 1200000000");
        await CheckedAsync(service, id);
        Assert.InRange(await PlanAsync(service, id, "due_at - {now}"), 1_000_000_000, 1_400_000_000);
        Assert.Equal(["domain.created"], await EventsAsync(client));
        Assert.NotEqual(JsonValueKind.Null, (await client.ReadAsync(id)).GetProperty("last_dns_check").ValueKind);
    }

    [Fact]
    public async Task A_verified_domain_whose_records_are_gone_is_warned_of_at_once_and_lost_after_24_hours()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "example.com", "both")).Id();
        await service.UnpublishAsync(client, id);
        for (var check = 2; check <= 5; check++)
        {
            await DueAsync(service, id, $"failed_at = failed_at - {6 * Hour}");
            await CheckedAsync(service, id);
            var domain = await client.ReadAsync(id);
            Assert.True(domain.Truth("verified"));
            Assert.True(domain.Truth("mx_verified"));
            // DMARC is not what it is verified by.
            Assert.False(domain.Truth("dmarc_verified"));
        }

        var warned = (await client.GetAsync("/v1/events?type=domain.dns_changed")).Json.GetProperty("events").EnumerateArray().Last().GetProperty("data");
        Assert.Equal("""{"failures":1,"of_failures":3,"failing_seconds":0,"of_seconds":86400}""", warned.GetProperty("grace").GetRawText());
        Assert.Contains(warned.GetProperty("records").EnumerateArray(), r => (r.Text("record"), r.Text("was"), r.Text("now")) == ("mx", "holds", "missing"));
        Assert.NotNull((await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().First(r => r.Text("type") == "MX").Text("error"));

        await DueAsync(service, id, $"failed_at = failed_at - {6 * Hour}");
        await CheckedAsync(service, id);
        var lost = await client.ReadAsync(id);
        Assert.False(lost.Truth("verified"));
        Assert.False(lost.Truth("mx_verified"));
        Assert.Equal("domain.unverified", (await EventsAsync(client)).Last());
    }

    [Fact]
    public async Task What_DNS_cannot_say_just_now_never_counts_and_what_it_says_again_begins_anew()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "example.com", "both")).Id();
        service.Zone.Fail("example.com");
        for (var check = 2; check <= 8; check++)
        {
            await DueAsync(service, id, $"failed_at = failed_at - {12 * Hour}");
            await CheckedAsync(service, id);
        }

        Assert.Equal(0, await PlanAsync(service, id, "failures"));
        Assert.True((await client.ReadAsync(id)).Truth("verified"));
        Assert.DoesNotContain("domain.unverified", await EventsAsync(client));

        service.Zone.Remove("example.com");
        await DueAsync(service, id);
        await CheckedAsync(service, id);
        Assert.Equal(1, await PlanAsync(service, id, "failures"));
        service.Zone.Fail("example.com");
        await DueAsync(service, id);
        await CheckedAsync(service, id);
        Assert.Equal(1, await PlanAsync(service, id, "failures"));
        // Nor when somebody asks.
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
        Assert.Equal(1, await PlanAsync(service, id, "failures"));
        service.Zone.Remove("example.com");
        await service.PublishAsync(client, id);
        await DueAsync(service, id);
        await CheckedAsync(service, id);
        Assert.Equal(0, await PlanAsync(service, id, "failures"));
    }

    [Fact]
    public async Task One_look_that_could_not_read_DNS_hides_neither_loss_nor_recovery()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "example.com", "both")).Id();
        foreach (var (isThere, grace, change) in new[] { (false, "1", ("mx", "holds", "missing")), (true, null, ("mx", "missing", "holds")) })
        {
            service.Zone.Fail("example.com");
            await DueAsync(service, id);
            await CheckedAsync(service, id);
            Assert.Contains("could not be read", (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().First(r => r.Text("type") == "MX").Text("error"), StringComparison.Ordinal);

            service.Zone.Remove("example.com");
            if (isThere)
            {
                await service.PublishAsync(client, id);
            }

            var told = (await EventsAsync(client)).Count;
            await DueAsync(service, id);
            await CheckedAsync(service, id);
            Assert.Equal("domain.dns_changed", Assert.Single((await EventsAsync(client)).Skip(told)));
            var data = (await client.GetAsync("/v1/events?type=domain.dns_changed")).Json.GetProperty("events").EnumerateArray().Last().GetProperty("data");
            Assert.Contains(data.GetProperty("records").EnumerateArray(), r => (r.Text("record"), r.Text("was"), r.Text("now")) == change);
            Assert.Equal(grace, data.TryGetProperty("grace", out var left) && left.ValueKind != JsonValueKind.Null ? left.GetProperty("failures").GetRawText() : null);
        }
    }

    [Fact]
    public async Task Who_asks_is_told_the_truth_at_once()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "example.com", "both")).Id();
        await service.UnpublishAsync(client, id);
        Assert.False((await client.VerifyAsync(id)).Truth("verified"));
        Assert.Equal(["domain.dns_changed", "domain.unverified"], (await EventsAsync(client)).TakeLast(2));
        // It is pending as a new one is.
        Assert.InRange(await PlanAsync(service, id, "due_at - {now}"), 200_000_000, 340_000_000);
    }

    [Fact]
    public async Task A_check_that_finds_all_as_it_was_writes_times_alone()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var before = await service.VerifiedAsync(client, "example.com", "both");
        var id = before.Id();
        await AgeAsync(service, id, "UPDATE domains SET last_dns_check = last_dns_check - 60000000 WHERE id = @id");
        await DueAsync(service, id);
        await CheckedAsync(service, id);
        var after = await client.ReadAsync(id);
        Assert.NotEqual(before.GetProperty("last_dns_check").GetDateTimeOffset().AddMinutes(-1), after.GetProperty("last_dns_check").GetDateTimeOffset());
        Assert.Equal(before.Text("updated_at"), after.Text("updated_at"));
        Assert.Equal(3, (await EventsAsync(client)).Count);
        Assert.Equal(1, (await client.GetAsync($"/v1/domains/{id}/checks")).Json.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task What_a_dead_service_took_is_taken_over_when_its_lease_ends_and_its_late_result_is_refused()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = Guid.Parse((await client.CreateAsync("example.com", "both")).Id());
        var database = service.Services.GetRequiredService<Database>();
        var account = await AccountAsync(service, id);
        var first = await ClaimAsync(database, account, id, lease: TimeSpan.Zero);

        // Its lease is over: the running service takes it.
        await CheckedAsync(service, id.ToString());
        var findings = RecordKinds.All.Select(k => Finding.Missing(k, "late", [])).ToList();
        var recorder = service.Services.GetRequiredService<Server.Verification.CheckRecorder>();
        var late = await database.WriteAsync(WriteScope.Account(account), (session, token) => recorder.SaveAsync(session, id, findings, new(first), asker: null, token), Token);
        Assert.NotNull(late.Overtaken);
        var events = await EventsAsync(client);
        await database.WriteAsync(
            WriteScope.Rows,
            async (session, token) =>
            {
                await PlanStore.SaveUnchangedAsync(session, [new(id, first, 0, DateTimeOffset.UnixEpoch, TimeSpan.Zero, false)], token);
                return true;
            },
            Token);
        Assert.Equal(events, await EventsAsync(client));
        Assert.NotEqual(0, await PlanAsync(service, id.ToString(), "(SELECT last_dns_check FROM domains WHERE id = domain_id)"));
        Assert.InRange(await PlanAsync(service, id.ToString(), "due_at - {now}"), 1, long.MaxValue);
    }

    [Fact]
    public async Task What_was_found_as_it_was_is_neither_given_back_nor_overwritten_by_what_looked_before()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var domain = await test.AddDomainAsync(caller);
        await test.PlanAsync(domain);
        var claim = await ClaimAsync(test.Database, caller.AccountId, domain.Id, TimeSpan.FromMinutes(1));
        var before = await test.Database.ReadAsync((session, token) => PlanStore.FenceAsync(session, domain.Id, token), Token);
        Assert.Equal(claim, before.Claim);
        await test.Database.WriteAsync(
            WriteScope.Rows,
            async (session, token) =>
            {
                await PlanStore.SaveUnchangedAsync(session, [new(domain.Id, claim, 0, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(6), false)], token);
                return true;
            },
            Token);
        Assert.Equal(0, await test.Database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.ReleaseAsync(session, [(domain.Id, claim)], token), Token));
        Assert.NotEqual(before, await test.Database.ReadAsync((session, token) => PlanStore.FenceAsync(session, domain.Id, token), Token));
    }

    [Fact]
    public async Task Many_that_take_at_once_take_each_domain_once()
    {
        await using var test = await TestDatabase.OpenAsync();
        await using var other = await test.OpenAnotherAsync();
        var caller = await test.AddAccountAsync();
        for (var i = 0; i < 60; i++)
        {
            await test.PlanAsync(await test.AddDomainAsync(caller, $"a{i}.example"));
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => (i % 2 == 0 ? test.Database : other).WriteAsync(
                WriteScope.Rows, (session, token) => PlanStore.ClaimAsync(session, caller.AccountId, 5, TimeSpan.FromMinutes(1), token), Token), Token)));
        var ids = taken.SelectMany(t => t).Select(d => d.Domain.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(60, ids.Count);
    }

    [Fact]
    public async Task An_account_whose_DNS_is_slow_does_not_hold_up_another_s()
    {
        await using var service = await StartAsync(new RecheckOptions { Concurrency = 4, AccountConcurrency = 2 });
        var (slow, fast) = (await service.ClientAsync(), await service.ClientAsync());
        using var gate = service.Gate.Close(name => name.Text.EndsWith("slow.example", StringComparison.OrdinalIgnoreCase));
        for (var i = 0; i < 20; i++)
        {
            await DueAsync(service, (await slow.CreateAsync($"a{i}.slow.example")).Id());
        }

        for (var i = 0; i < 6; i++)
        {
            var id = (await fast.CreateAsync($"a{i}.fast.example")).Id();
            await DueAsync(service, id);
            await CheckedAsync(service, id);
        }

        Assert.All((await slow.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray(), d => Assert.Equal(JsonValueKind.Null, d.GetProperty("last_dns_check").ValueKind));
    }

    [Fact]
    public async Task What_is_deleted_while_it_is_checked_in_the_background_stays_deleted()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com", "both")).Id();
        var gate = service.Gate.Close();
        await DueAsync(service, id);
        await gate.ReachedAsync();
        Assert.Equal(200, (await client.DeleteAsync($"/v1/domains/{id}")).Status);
        gate.Dispose();
        await client.CreateAsync("other.example");
        Assert.Equal(404, (await client.GetAsync($"/v1/domains/{id}")).Status);
        Assert.Equal(["domain.created", "domain.deleted", "domain.created"], await EventsAsync(client));
    }

    [Fact]
    public async Task Who_asks_while_the_background_looks_gets_that_look_s_answer_without_grace()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "example.com", "both")).Id();
        await service.UnpublishAsync(client, id);
        var gate = service.Gate.Close();
        await DueAsync(service, id);
        await gate.ReachedAsync();
        var asked = service.Zone.Asked.Count;
        var domain = await TestDatabase.FindAsync(service.Services.GetRequiredService<Database>(), Guid.Parse(id));
        var verify = service.Services.GetRequiredService<Server.Verification.Verifier>().VerifyAsync(domain!, Actor.BackgroundCheck, Token);
        gate.Dispose();
        Assert.False((await verify)!.Domain.Verified);
        Assert.Equal(1, service.Zone.Asked.Skip(asked).Count(a => a.Name.Text == "_postscale.example.com" && a.Type == RecordType.Txt));
    }

    [Fact]
    public async Task A_clock_that_ran_ahead_puts_nothing_off_for_good()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com")).Id();
        var database = service.Services.GetRequiredService<Database>();
        await AgeAsync(service, id, $"UPDATE check_plan SET due_at = {{now}} + {20 * 24 * Hour} WHERE domain_id = @id");
        Assert.Equal(1, await database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.BringBackAsync(session, service.Options.Recheck.Longest * 1.2, token), Token));
        await CheckedAsync(service, id);
    }

    [Fact]
    public async Task Domains_that_an_older_program_added_are_planned_too()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domain = await test.AddDomainAsync(await test.AddAccountAsync());
        Assert.Equal(1, await test.Database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.AddMissingAsync(session, TimeSpan.FromHours(6), token), Token));
        Assert.Equal(0, await test.Database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.AddMissingAsync(session, TimeSpan.FromHours(6), token), Token));
        Assert.NotNull(await test.Database.ReadAsync((session, token) => PlanStore.FindAsync(session, domain.Id, token), Token));
    }

    private static Task<TestService> StartAsync(RecheckOptions? recheck = null) =>
        TestService.StartAsync(TestService.Unlimited with { Recheck = (recheck ?? new RecheckOptions()) with { PendingFirst = TimeSpan.FromMinutes(5), PollPeriod = TimeSpan.FromMilliseconds(50) } });

    /// <summary>Makes a domain due now.</summary>
    private static Task<int> DueAsync(TestService service, string id, string? also = null) =>
        AgeAsync(service, id, $"UPDATE check_plan SET due_at = 0{(also is null ? "" : ", " + also)} WHERE domain_id = @id");

    private static Task<int> AgeAsync(TestService service, string id, string sql) => service.Services.GetRequiredService<Database>().WriteAsync(
        WriteScope.Rows, (session, token) => session.ExecuteAsync(sql, [("@id", id)], token), Token);

    private static async Task<long> PlanAsync(TestService service, string id, string what) => await service.Services.GetRequiredService<Database>().ReadAsync(
        (session, token) => session.ScalarAsync<long>($"SELECT {what} FROM check_plan WHERE domain_id = @id", [("@id", id)], token), Token);

    /// <summary>Waits until a domain that was made due has been checked: its next time is then beyond the end of any lease.</summary>
    private static async Task CheckedAsync(TestService service, string id)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (await PlanAsync(service, id, "due_at - {now}") < 60_000_000)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task<List<string>> EventsAsync(ApiClient client) =>
        [.. (await client.GetAsync("/v1/events?limit=1000")).Json.GetProperty("events").EnumerateArray().Select(e => e.Text("type"))];

    private static async Task<Guid> AccountAsync(TestService service, Guid id) =>
        (await TestDatabase.FindAsync(service.Services.GetRequiredService<Database>(), id))!.AccountId;

    private static async Task<long> ClaimAsync(Database database, Guid account, Guid id, TimeSpan lease)
    {
        var claimed = await database.WriteAsync(
            WriteScope.Rows,
            async (session, token) =>
            {
                await session.ExecuteAsync("UPDATE check_plan SET due_at = 0 WHERE domain_id = @id", [("@id", id.ToString())], token);
                return await PlanStore.ClaimAsync(session, account, 1, lease, token);
            },
            Token);
        return Assert.Single(claimed).Plan.Claim;
    }
}
