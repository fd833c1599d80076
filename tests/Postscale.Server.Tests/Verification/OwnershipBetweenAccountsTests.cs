using Microsoft.Extensions.Logging.Abstractions;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Records;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Verification;

public sealed class OwnershipBetweenAccountsTests
{
    private const string Held = "example.com is held by another account, whose token still stands in DNS";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_account_whose_token_is_found_keeps_the_name_while_its_token_stands()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (first, second) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        var zone = Zone(first, second);
        Assert.True((await CheckAsync(test, zone, first))!.Domain.Verified);

        var outcome = (await CheckAsync(test, zone, second))!;
        Assert.Equal((Verdict.Invalid, Held), (outcome.Findings[0].Verdict, outcome.Findings[0].Error));
        Assert.Equal((false, false), (outcome.Domain.Holds(RecordKinds.Ownership), outcome.Domain.Verified));
        Assert.True(outcome.Domain.Holds(RecordKinds.Mx));
        Assert.True((await test.ReadAsync(first.Id)).Verified);
        Assert.DoesNotContain("first", outcome.Findings[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_owner_s_token_is_gone_the_name_passes_to_whose_stands()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (first, second) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await CheckAsync(test, Zone(first), first);

        Assert.True((await CheckAsync(test, Zone(second), second))!.Domain.Verified);
        var loser = await test.ReadAsync(first.Id);
        Assert.Equal((false, false, null), (loser.Holds(RecordKinds.Ownership), loser.Verified, loser.VerifiedAt));
        Assert.Equal("Invalid", (await CheckAsync(test, Zone(second), first))!.Findings[0].Verdict.ToString());
        Assert.True((await test.ReadAsync(second.Id)).Verified);
    }

    [Fact]
    public async Task A_failure_of_DNS_takes_the_name_from_nobody()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (first, second) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await CheckAsync(test, Zone(first), first);
        var outcome = (await CheckAsync(test, Zone(second).Fail("_postscale.example.com"), second))!;
        Assert.Equal(Verdict.Unreadable, outcome.Findings[0].Verdict);
        Assert.False(outcome.Domain.Holds(RecordKinds.Ownership));
        Assert.True((await test.ReadAsync(first.Id)).Verified);
    }

    [Fact]
    public async Task Who_proves_nothing_takes_the_name_from_nobody()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (first, second) = (await AddAsync(test, "first"), await AddAsync(test, "second"));
        await CheckAsync(test, Zone(first), first);
        await CheckAsync(test, Zone(), second);
        Assert.True((await test.ReadAsync(first.Id)).Verified);
    }

    [Fact]
    public async Task A_name_is_owned_in_each_environment_apart()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (live, other) = (await AddAsync(test, "first"), await AddAsync(test, "second", KeyEnvironment.Test));
        var zone = Zone(live, other);
        Assert.True((await CheckAsync(test, zone, live))!.Domain.Verified);
        Assert.True((await CheckAsync(test, zone, other))!.Domain.Verified);
    }

    [Fact]
    public async Task Of_many_accounts_that_prove_the_name_at_once_one_owns_it()
    {
        await using var test = await TestDatabase.OpenAsync();
        var domains = new List<Domain>();
        for (var i = 0; i < 8; i++)
        {
            domains.Add(await AddAsync(test, $"account-{i}"));
        }

        var zone = Zone([.. domains]);
        var verifiers = new[] { Verifier(test.Database, zone), Verifier(await test.OpenAnotherAsync(), zone) };
        var outcomes = await Task.WhenAll(domains.Select((d, i) => verifiers[i % 2].VerifyAsync(d, Token)));
        Assert.Equal(1, outcomes.Count(o => o!.Domain.Verified));
        Assert.Equal(7, outcomes.Count(o => o!.Findings[0].Error == Held));
    }

    private static async Task<Domain> AddAsync(TestDatabase test, string account, KeyEnvironment environment = KeyEnvironment.Live) =>
        await test.AddDomainAsync(await test.AddAccountAsync(account, environment), type: DomainType.Inbound);

    private static ZoneResolver Zone(params Domain[] proved)
    {
        var zone = RecordWorld.Zone("MX @ 10 mx.postscale.io");
        foreach (var domain in proved)
        {
            zone.Txt("_postscale.example.com", $"postscale-verification={domain.Token}");
        }

        return zone;
    }

    private static Task<CheckedDomain?> CheckAsync(TestDatabase test, IDnsResolver dns, Domain domain) => Verifier(test.Database, dns).VerifyAsync(domain, Token);

    private static Verifier Verifier(Database database, IDnsResolver dns) => TestVerifier.Create(database, dns, new PostscaleOptions(), TimeProvider.System, Lifetime());

    private static Microsoft.Extensions.Hosting.Internal.ApplicationLifetime Lifetime() =>
        new(NullLogger<Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>.Instance);
}
