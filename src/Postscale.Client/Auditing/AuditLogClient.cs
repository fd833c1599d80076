using System.Runtime.CompilerServices;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>Who changed what in the key's environment. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class AuditLogClient
{
    private const string Root = "v1/audit";

    private readonly Transport _transport;

    internal AuditLogClient(Transport transport) => _transport = transport;

    /// <summary>Lists entries, newest first, page after page as they are taken.</summary>
    /// <param name="query">Which; all unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<AuditEntry> ListAsync(AuditQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? after = null;
        do
        {
            var page = await GetPageAsync(after, Paging.PageSize, query, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>One page of the log.</summary>
    /// <param name="after"><see cref="AuditPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">How many at most; the service gives 100 at most.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AuditPage> GetPageAsync(long? after = null, int limit = 50, AuditQuery? query = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        ApiCall.Get(Paths.Query(Root, ("limit", limit), ("after", after), ("action", query?.Action), ("object", query?.ObjectIdOrName))), Wire.Default.AuditPage, cancellationToken);
}
