using System.Runtime.CompilerServices;

namespace Postscale.Client.Http;

/// <summary>Walks through pages of lists that are paged by offset: what is added at the front of one meanwhile shifts items to later pages.</summary>
internal static class Paging
{
    /// <summary>As many as the service gives at once.</summary>
    public const int PageSize = 100;

    /// <summary>All items of a list whose items have ids, each once, however many are added meanwhile. The ids given so far are held in memory.</summary>
    /// <typeparam name="T">What it lists.</typeparam>
    /// <param name="page">Gets a page: the items from an offset on, and how many there are at most.</param>
    /// <param name="id">An item's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<T> ByIdAsync<T>(
        Func<long, CancellationToken, Task<(IReadOnlyList<T> Items, int Limit)>> page, Func<T, Guid> id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        HashSet<Guid> given = [];
        await foreach (var items in PagesAsync(page, cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in items.Where(i => given.Add(id(i))))
            {
                yield return item;
            }
        }
    }

    /// <summary>All items of a list whose items have no ids, less what a page repeats of the page before.</summary>
    /// <typeparam name="T">What it lists.</typeparam>
    /// <param name="page">Gets a page: the items from an offset on, and how many there are at most.</param>
    /// <param name="likeness">What is the same in items that are taken for one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<T> ByLikenessAsync<T>(
        Func<long, CancellationToken, Task<(IReadOnlyList<T> Items, int Limit)>> page, Func<T, object> likeness, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Not of all pages: two that are alike may be two.
        HashSet<object> before = [];
        await foreach (var items in PagesAsync(page, cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in items.Where(i => !before.Contains(likeness(i))))
            {
                yield return item;
            }

            before = [.. items.Select(likeness)];
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(
        Func<long, CancellationToken, Task<(IReadOnlyList<T> Items, int Limit)>> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (offset, isFull) = (0L, true);
        while (isFull)
        {
            var (items, limit) = await page(offset, cancellationToken).ConfigureAwait(false);
            yield return items;
            (offset, isFull) = (offset + items.Count, items.Count > 0 && items.Count >= limit);
        }
    }
}
