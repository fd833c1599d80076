using System.Net;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Service;

/// <summary>Domains of the real service, from their registration to their end.</summary>
public sealed class DomainTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_is_registered_published_verified_changed_and_removed()
    {
        using var client = await service.ClientAsync();
        var created = await client.Domains.CreateAsync(new NewDomain { Name = "Life.Example.com.", Type = DomainType.Both, CatchAllEnabled = true }, cancellationToken: Token);
        Assert.Equal(("life.example.com", DomainType.Both, true, false, true), (created.Name, created.Type, created.CatchAllEnabled, created.Verified, created.Active));
        Assert.Null(created.LastDnsCheck);

        var records = await client.Domains.GetDnsRecordsAsync(created.Id.ToString(), Token);
        Assert.Equal(["TXT", "MX", "TXT", "CNAME", "TXT", "CNAME"], records.Records.Select(r => r.Type));
        Assert.Equal(10, records.Records[1].Priority);
        Assert.Equal(RecordStatus.Recommended, records.Records[4].Status);
        Assert.Equal("ps-bounces.life.example.com", records.ReturnPath?.Hostname);

        var before = await client.Domains.VerifyAsync("life.example.com", cancellationToken: Token);
        Assert.False(before.Verified);
        Assert.Equal("TXT record not found for _postscale.life.example.com", before.OwnershipError);
        Assert.All(before.Checks, c => Assert.Equal(CheckOutcome.Missing, c.Outcome));

        service.Publish(records);
        var after = await client.Domains.VerifyAsync("LIFE.example.com", cancellationToken: Token);
        Assert.True(after.Verified, after.Summary);
        Assert.Equal(["mx.postscale.io"], after.MxRecords);
        Assert.Equal([RecordKind.Ownership, RecordKind.Mx, RecordKind.Spf, RecordKind.Dkim, RecordKind.Dmarc, RecordKind.ReturnPath], after.Checks.Select(c => c.Record));
        Assert.Null(after.OwnershipError);

        var verified = await client.Domains.GetAsync("life.example.com", Token);
        Assert.True(verified is { Verified: true, CanSend: true, CanReceive: true, VerifiedAt: not null, LastDnsCheck: not null });
        var checks = await client.Domains.ListChecksAsync(verified.Id.ToString(), Token).ToListAsync(Token);
        Assert.Equal([true, false], checks.Select(c => c.Verified));
        Assert.Contains(RecordKind.Spf, checks[0].Changed);

        var changed = await client.Domains.UpdateAsync(verified.Id.ToString(), new DomainUpdate { Active = false }, Token);
        Assert.True(changed is { Active: false, CatchAllEnabled: true, CanSend: false });
        await client.Domains.DeleteAsync("life.example.com", Token);
        var gone = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.GetAsync(created.Id.ToString(), Token));
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.DomainNotFound, false), (gone.Status, gone.Code, gone.IsTransient));
        Assert.False(string.IsNullOrEmpty(gone.RequestId));
    }

    [Fact]
    public async Task A_list_goes_over_all_its_pages_and_a_query_narrows_it()
    {
        using var client = await service.ClientAsync();
        var names = Enumerable.Range(0, 205).Select(i => $"n{i:000}.paging.example").ToList();
        foreach (var name in names)
        {
            await client.Domains.CreateAsync(new NewDomain { Name = name, Type = name.Contains("n00", StringComparison.Ordinal) ? DomainType.Outbound : null }, cancellationToken: Token);
        }

        Assert.Equal(names, await client.Domains.ListAsync(cancellationToken: Token).Select(d => d.Name).ToListAsync(Token));
        Assert.Equal(names[..3], await client.Domains.ListAsync(cancellationToken: Token).Take(3).Select(d => d.Name).ToListAsync(Token));
        Assert.Equal("n204.paging.example", (await client.Domains.ListAsync(new DomainQuery { Sort = DomainSort.CreatedAtDescending }, Token).FirstAsync(Token)).Name);
        Assert.Equal(10, await client.Domains.ListAsync(new DomainQuery { Type = DomainType.Outbound, Contains = "n00", Verified = false, Sort = DomainSort.Name }, Token).CountAsync(Token));
        var page = await client.Domains.GetPageAsync(200, 20, cancellationToken: Token);
        Assert.Equal((5, 20, 200L), (page.Domains.Count, page.Limit, page.Offset));
    }

    [Fact]
    public async Task A_list_that_is_left_stops_asking()
    {
        using var client = await service.ClientAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.Domains.ListAsync(cancellationToken: stop.Token).ToListAsync(Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var domain in client.Domains.ListAsync(cancellationToken: Token).WithCancellation(stop.Token))
            {
                Assert.Fail($"{domain} was listed");
            }
        });
    }

    [Fact]
    public async Task An_alias_has_its_primary_domain_and_gives_it_back()
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "primary.example.com" }, cancellationToken: Token);
        var alias = await client.Domains.CreateAsync(new NewDomain { Name = "alias.example.com", Type = DomainType.Alias, PrimaryDomain = "primary.example.com" }, cancellationToken: Token);
        Assert.Equal("primary.example.com", alias.PrimaryDomain);
        Assert.Null((await client.Domains.UpdateAsync("alias.example.com", new DomainUpdate { PrimaryDomain = "" }, Token)).PrimaryDomain);
    }

    [Fact]
    public async Task What_is_sent_again_under_the_same_key_is_done_once()
    {
        using var client = await service.ClientAsync();
        var first = await client.Domains.CreateAsync(new NewDomain { Name = "once.example.com" }, "the-same", Token);
        var second = await client.Domains.CreateAsync(new NewDomain { Name = "once.example.com" }, "the-same", Token);
        Assert.Equal(first, second);
        var third = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.CreateAsync(new NewDomain { Name = "once.example.com" }, cancellationToken: Token));
        Assert.Equal((HttpStatusCode.Conflict, ErrorCodes.DomainExists), (third.Status, third.Code));
    }

    [Theory]
    [InlineData("co.uk", "domain_refused")]
    [InlineData("no spaces.example", "domain_invalid")]
    public async Task A_refusal_names_the_field(string name, string code)
    {
        using var client = await service.ClientAsync();
        var refusal = await Assert.ThrowsAsync<PostscaleException>(() => client.Domains.CreateAsync(new NewDomain { Name = name }, cancellationToken: Token));
        Assert.Equal((HttpStatusCode.BadRequest, code, "domain"), (refusal.Status, refusal.Code, refusal.Field));
    }

    [Fact]
    public async Task A_key_that_is_wrong_or_narrow_is_told_apart()
    {
        using var nobody = new PostscaleClient(new PostscaleClientOptions { BaseUrl = service.Address, ApiKey = Clients.Key });
        Assert.Equal(ErrorCodes.ApiKeyInvalid, (await Assert.ThrowsAsync<PostscaleException>(() => nobody.Domains.GetPageAsync(cancellationToken: Token))).Code);
        using var reader = await service.ClientAsync(Server.Accounts.KeyScopes.Read);
        Assert.Equal(ErrorCodes.ApiKeyReadOnly, (await Assert.ThrowsAsync<PostscaleException>(() => reader.Domains.CreateAsync(new NewDomain { Name = "a.example.com" }, cancellationToken: Token))).Code);
        Assert.Equal(ErrorCodes.ApiKeyScopeMissing, (await Assert.ThrowsAsync<PostscaleException>(() => reader.Webhooks.GetPageAsync(cancellationToken: Token))).Code);
    }
}
