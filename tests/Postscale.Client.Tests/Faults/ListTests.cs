using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Faults;

/// <summary>Lists that change while somebody goes through them.</summary>
public sealed class ListTests
{
    private const string Check = """{"checked_at":"2026-01-18T10:30:00Z","verified":false,"holding":[],"changed":["spf"],"checks":[]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int[][], int[]> Lists => new()
    {
        // One is added: the second page begins with the last of the first.
        { [[3, 2], [2, 1], []], [3, 2, 1] },
        // Three are added: the second page is of what has come, the third of what was given long ago.
        { [[2, 1], [3, 2], [1]], [2, 1, 3] },
        { [[4, 3], [7, 6], [5, 4], [3, 2], [1]], [4, 3, 7, 6, 5, 2, 1] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task What_a_list_repeats_because_something_was_added_meanwhile_is_given_once(int[][] pages, int[] given)
    {
        await using var server = ScriptedHttpServer.Start([.. pages.Select(Page)]);
        using var client = Clients.Hasty(server.Address);
        var list = client.Domains.ListAsync(cancellationToken: Token);
        Assert.Equal(given, await list.Select(d => (int)d.Id.ToByteArray()[15]).ToListAsync(Token));
        Assert.Equal(Enumerable.Range(0, pages.Length).Select(i => $"/v1/domains?limit=100&offset={2 * i}"), server.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task A_list_that_is_gone_through_twice_is_given_twice()
    {
        await using var server = ScriptedHttpServer.Start(Page([1]));
        using var client = Clients.Hasty(server.Address);
        var list = client.Domains.ListAsync(cancellationToken: Token);
        Assert.Single(await list.ToListAsync(Token));
        Assert.Single(await list.ToListAsync(Token));
    }

    [Fact]
    public async Task Checks_have_no_ids_and_two_that_are_alike_are_two_unless_the_next_page_repeats_them()
    {
        await using var server = ScriptedHttpServer.Start(Checks(Check, Check), Checks(Check, Check.Replace("30", "29", StringComparison.Ordinal)), Checks(Check));
        using var client = Clients.Hasty(server.Address);
        Assert.Equal([30, 30, 29], await client.Domains.ListChecksAsync("example.com", Token).Select(c => c.CheckedAt.Minute).ToListAsync(Token));
    }

    private static HttpScript Page(int[] numbers) => HttpScript.Json(
        200, $$"""{"domains":[{{string.Join(',', numbers.Select(n => Answers.Domain.Replace("f0851", $"f08{n:x2}", StringComparison.Ordinal)))}}],"total":3,"limit":2,"offset":0}""");

    private static HttpScript Checks(params string[] checks) => HttpScript.Json(200, $$"""{"checks":[{{string.Join(',', checks)}}],"total":3,"limit":2,"offset":0}""");
}
