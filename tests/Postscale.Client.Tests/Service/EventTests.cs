using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Service;

/// <summary>Events and the audit log of the real service.</summary>
public sealed class EventTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_read_in_order_from_where_one_left_off()
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "one.events.example" }, cancellationToken: Token);
        await client.Domains.UpdateAsync("one.events.example", new DomainUpdate { Active = false }, Token);
        await client.Domains.DeleteAsync("one.events.example", Token);
        var events = await client.Events.ListAsync(cancellationToken: Token).ToListAsync(Token);
        Assert.Equal([EventTypes.DomainCreated, EventTypes.DomainUpdated, EventTypes.DomainDeleted], events.Select(e => e.Type));
        Assert.Equal([1L, 2, 3], events.Select(e => e.Sequence));
        Assert.All(events, e => Assert.Equal("one.events.example", e.ReadDomain()!.Name));
        Assert.True(events[1].Data.GetProperty("previous").GetProperty("active").GetBoolean());
        Assert.Equal(3, Assert.Single(await client.Events.ListAsync(2, cancellationToken: Token).ToListAsync(Token)).Sequence);
        Assert.Equal(2, Assert.Single(await client.Events.ListAsync(type: EventTypes.DomainUpdated, cancellationToken: Token).ToListAsync(Token)).Sequence);
        var page = await client.Events.GetPageAsync(0, 2, cancellationToken: Token);
        Assert.Equal((2, 2L, true, 1L), (page.Events.Count, page.NextAfter, page.HasMore, page.OldestSequence));
    }

    [Fact]
    public async Task Who_follows_sees_what_was_there_and_what_comes()
    {
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "first.follow.example" }, cancellationToken: Token);
        await using var follower = client.Events.FollowAsync(interval: TimeSpan.FromMilliseconds(20), cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await follower.MoveNextAsync());
        Assert.Equal("first.follow.example", follower.Current.ReadDomain()!.Name);
        var next = follower.MoveNextAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "second.follow.example" }, cancellationToken: Token);
        Assert.True(await next);
        Assert.Equal((2L, "second.follow.example"), (follower.Current.Sequence, follower.Current.ReadDomain()!.Name));
    }

    [Fact]
    public async Task The_audit_log_says_who_changed_what_over_all_its_pages()
    {
        using var client = await service.ClientAsync();
        for (var i = 0; i < 101; i++)
        {
            await client.Domains.CreateAsync(new NewDomain { Name = $"n{i:000}.audit.example" }, cancellationToken: Token);
        }

        var query = new AuditQuery { Action = "domain.create" };
        var entries = await client.AuditLog.ListAsync(query, Token).ToListAsync(Token);
        Assert.Equal(101, entries.Count);
        Assert.Equal("n100.audit.example", entries[0].ObjectName);
        Assert.Equal(("key", "live"), (entries[0].Actor.Type, entries[0].Environment));
        Assert.Matches("^[0-9a-f]{32}$", entries[0].RequestId);
        Assert.Single(await client.AuditLog.ListAsync(new AuditQuery { ObjectIdOrName = "n007.audit.example" }, Token).ToListAsync(Token));
        Assert.Equal(entries[1].Seq, (await client.AuditLog.GetPageAsync(entries[0].Seq, 1, query, Token)).Entries[0].Seq);
    }
}
