using System.Runtime.CompilerServices;

namespace Postscale.Client.Http;

/// <summary>Walks through pages.</summary>
internal static class Paging
{
    /// <summary>As many as the service gives at once.</summary>
    public const int PageSize = 100;

    /// <summary>All items of a list that is paged by offset, each once: one that is added at its front meanwhile shifts others to the next page.</summary>
    /// <typeparam name="T">What it lists.</typeparam>
    /// <param name="page">Gets a page: the items from an offset on, and how many there are at most.</param>
    /// <param name="identity">What tells an item from others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<T> ByOffsetAsync<T>(
        Func<long, CancellationToken, Task<(IReadOnlyList<T> Items, int Limit)>> page, Func<T, object> identity, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // What was added meanwhile shifts the end of one page to the beginning of the next; one page is remembered, not all.
        HashSet<object> before = [];
        for (long offset = 0; ;)
        {
            var (items, limit) = await page(offset, cancellationToken).ConfigureAwait(false);
            foreach (var item in items.Where(i => !before.Contains(identity(i))))
            {
                yield return item;
            }

            before = [.. items.Select(identity)];

            if (items.Count == 0 || items.Count < limit)
            {
                yield break;
            }

            offset += items.Count;
        }
    }
}
