using System.Data.Common;
using CsCheck;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

public sealed class DomainStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_database_itself_refuses_a_second_owner_of_a_name_in_an_environment()
    {
        await using var test = await TestDatabase.OpenAsync();
        var first = await test.AddDomainAsync(await test.AddAccountAsync("first"));
        var second = await test.AddDomainAsync(await test.AddAccountAsync("second"));
        var elsewhere = await test.AddDomainAsync(await test.AddAccountAsync("second", KeyEnvironment.Test));
        const string Own = "UPDATE domains SET ownership_verified = @yes WHERE id = @id";
        await TestDatabase.ExecuteAsync(test.Database, Own, ("@yes", true), ("@id", Row.Text(first.Id)));
        await TestDatabase.ExecuteAsync(test.Database, Own, ("@yes", true), ("@id", Row.Text(elsewhere.Id)));
        await Assert.ThrowsAnyAsync<DbException>(() => TestDatabase.ExecuteAsync(test.Database, Own, ("@yes", true), ("@id", Row.Text(second.Id))));
        await Assert.ThrowsAnyAsync<DbException>(() => SaveAsync(test, second, ownership: true));
        await SaveAsync(test, first, ownership: false);
        await SaveAsync(test, second, ownership: true);
    }

    [Fact]
    public async Task A_name_is_there_once_in_an_account_and_environment_and_free_again_once_deleted()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var domain = await test.AddDomainAsync(caller);
        Assert.False(await AddAsync(test, test.New(caller, "example.com")));
        Assert.True(await AddAsync(test, test.New(await test.AddAccountAsync("acme", KeyEnvironment.Test), "example.com")));
        Assert.True(await AddAsync(test, test.New(await test.AddAccountAsync("other"), "example.com")));
        await DeleteAsync(test, domain.Id);
        Assert.True(await AddAsync(test, test.New(caller, "example.com")));
    }

    [Fact]
    public async Task A_domain_reads_back_as_it_was_saved()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var primary = await test.AddDomainAsync(caller, "primary.example", DomainType.Inbound);
        var added = await test.AddDomainAsync(caller, "alias.example", DomainType.Alias);
        Assert.Equal(added, await test.ReadAsync(added.Id));

        var saved = added with
        {
            CatchAllEnabled = true,
            Active = false,
            RecordsHolding = 37,
            Verified = true,
            Primary = new PrimaryDomain(primary.Id, primary.Name, AcceptsMail: false),
            VerifiedAt = added.CreatedAt.AddMicroseconds(1),
            LastDnsCheck = added.CreatedAt.AddSeconds(1),
            UpdatedAt = added.CreatedAt.AddSeconds(2),
        };
        await SaveAsync(test, saved, ownership: true);
        Assert.Equal(saved, await test.ReadAsync(added.Id));

        await DeleteAsync(test, primary.Id);
        Assert.Null((await test.ReadAsync(added.Id)).Primary);
    }

    [Fact]
    public async Task What_belongs_to_another_account_or_environment_is_not_found()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var domain = await test.AddDomainAsync(caller);
        var strangers = new[] { await test.AddAccountAsync("other"), await test.AddAccountAsync("acme", KeyEnvironment.Test) };
        foreach (var key in new[] { new DomainKey(domain.Id, null), new DomainKey(null, "example.com") })
        {
            Assert.NotNull(await FindAsync(caller, key));
            foreach (var stranger in strangers)
            {
                Assert.Null(await FindAsync(stranger, key));
            }
        }

        Assert.Null(await FindAsync(caller, DomainKey.None));

        Task<Domain?> FindAsync(Caller who, DomainKey key) => test.Database.ReadAsync((session, token) => DomainStore.FindAsync(session, who, key, token), Token);
    }

    [Theory]
    [InlineData("_", "a_b.example")]
    [InlineData("%", "a%b.example")]
    [InlineData("\\", "a\\b.example")]
    [InlineData("plain", "plain.example")]
    [InlineData("'; DROP TABLE domains; --")]
    public async Task A_search_text_means_its_characters_and_nothing_else(string text, params string[] found)
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        foreach (var name in new[] { "a_b.example", "a%b.example", "a\\b.example", "plain.example" })
        {
            await test.AddDomainAsync(caller, name);
        }

        Assert.Equal(found, (await ListAsync(test, caller, new DomainQuery { Contains = text })).Select(d => d.Name));
    }

    /// <summary>Pages are found through counts of runs of 1024; a plain list must give the same, whatever was deleted.</summary>
    [Fact]
    public async Task Every_page_is_what_a_plain_list_gives()
    {
        await using var test = await TestDatabase.OpenAsync();
        Caller[] callers = [await test.AddAccountAsync("one"), await test.AddAccountAsync("two")];
        List<Domain>[] model = [[], []];

        // Two accounts in turns, then runs that one of them has alone: 5000 rows are five runs.
        await test.Database.WriteAsync(
            async (session, token) =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    var who = i < 2500 ? i % 2 : 0;
                    var domain = test.New(callers[who], $"d{(i * 7919) % 5000:0000}.example", (DomainType)(i % 4));
                    Assert.True(await DomainStore.TryAddAsync(session, domain, token));
                    model[who].Add(domain);
                }

                // A whole run goes, some rows go, and the newest goes.
                foreach (var domain in model[0].Where((_, i) => i is > 1300 and < 2600 || i % 5 == 0 || i == model[0].Count - 1).ToList())
                {
                    await DomainStore.DeleteAsync(session, domain.Id, token);
                    model[0].Remove(domain);
                }

                return true;
            },
            Token);

        var queries = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[1, 100], Gen.OneOf(Gen.Long[0, 3500], Gen.Long[0, 3], Gen.Const(long.MaxValue)), Gen.Int[-4, 3])
            .Select((who, sort, limit, offset, type) => (Who: who, Query: new DomainQuery
            {
                Sort = (DomainSort)sort,
                Limit = limit,
                Offset = offset,
                Type = type < 0 ? null : (DomainType)type,
            }));
        await queries.SampleAsync(
            async sample =>
            {
                var (who, query) = sample;
                var wanted = model[who].Where(d => query.Type is null || d.Type == query.Type);
                wanted = query.Sort switch
                {
                    DomainSort.CreatedAt => wanted,
                    DomainSort.CreatedAtDescending => wanted.Reverse(),
                    _ => wanted.OrderBy(d => d.Name, StringComparer.Ordinal),
                };
                var skipped = query.Offset > int.MaxValue ? [] : wanted.Skip((int)query.Offset);
                Assert.Equal(skipped.Take(query.Limit).Select(d => d.Name), (await ListAsync(test, callers[who], query)).Select(d => d.Name));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task Counts_are_those_of_the_rows_after_any_adding_and_deleting()
    {
        await using var test = await TestDatabase.OpenAsync();
        var caller = await test.AddAccountAsync();
        var domains = new List<Domain>();
        for (var i = 0; i < 60; i++)
        {
            domains.Add(await test.AddDomainAsync(caller, $"d{i}.example"));
            await AddAsync(test, test.New(caller, $"d{i}.example"));
            if (i % 3 == 2)
            {
                await DeleteAsync(test, domains[i - 1].Id);
                await DeleteAsync(test, domains[i - 1].Id);
            }
        }

        Assert.Equal(40, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT min(total) FROM (SELECT sum(domains) AS total FROM domain_counts GROUP BY level) AS totals"));
        Assert.Equal(40, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT max(total) FROM (SELECT sum(domains) AS total FROM domain_counts GROUP BY level) AS totals"));
        Assert.Equal(40, await TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM domains"));
    }

    private static Task<bool> AddAsync(TestDatabase test, Domain domain) =>
        test.Database.WriteAsync((session, token) => DomainStore.TryAddAsync(session, domain, token), Token);

    private static Task<bool> SaveAsync(TestDatabase test, Domain domain, bool ownership) => test.Database.WriteAsync(
        async (session, token) =>
        {
            await DomainStore.SaveAsync(session, domain, ownership, findings: null, token);
            return true;
        },
        Token);

    private static Task<bool> DeleteAsync(TestDatabase test, Guid id) => test.Database.WriteAsync(
        async (session, token) =>
        {
            await DomainStore.DeleteAsync(session, id, token);
            return true;
        },
        Token);

    private static Task<List<Domain>> ListAsync(TestDatabase test, Caller caller, DomainQuery query) =>
        test.Database.ReadAsync((session, token) => DomainStore.ListAsync(session, caller, query, token), Token);
}
