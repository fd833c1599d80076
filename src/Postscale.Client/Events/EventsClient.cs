using System.Runtime.CompilerServices;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>What happened to the account's domains, numbered without gaps. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class EventsClient
{
    private const string Root = "v1/events";
    private const int PageSize = 1000;

    private readonly Transport _transport;

    internal EventsClient(Transport transport) => _transport = transport;

    /// <summary>The events after a number up to now, oldest first, page after page as they are taken.</summary>
    /// <param name="after">The number of the last event that is known; 0 for all that are kept.</param>
    /// <param name="type">One type of events, of those in <see cref="EventTypes"/>; all unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<PostscaleEvent> ListAsync(long after = 0, string? type = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var more = true; more;)
        {
            var page = await GetPageAsync(after, PageSize, type, cancellationToken).ConfigureAwait(false);
            foreach (var happened in page.Events)
            {
                yield return happened;
            }

            (after, more) = (page.NextAfter, page.HasMore);
        }
    }

    /// <summary>The events after a number, and then each as it happens, until it is cancelled. Asks again at an interval.</summary>
    /// <param name="after">The number of the last event that is known; 0 for all that are kept.</param>
    /// <param name="type">One type of events; all unless given.</param>
    /// <param name="interval">How often to ask while nothing happens; every 2 s unless given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<PostscaleEvent> FollowAsync(
        long after = 0, string? type = null, TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var page = await GetPageAsync(after, PageSize, type, cancellationToken).ConfigureAwait(false);
            foreach (var happened in page.Events)
            {
                yield return happened;
            }

            after = page.NextAfter;
            if (!page.HasMore)
            {
                await Task.Delay(interval ?? TimeSpan.FromSeconds(2), _transport.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One page of events.</summary>
    /// <param name="after">The number of the last event that is known.</param>
    /// <param name="limit">How many at most; the service gives 1000 at most.</param>
    /// <param name="type">One type of events; all unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EventPage> GetPageAsync(long after = 0, int limit = 100, string? type = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Paths.Query(Root, ("after", after), ("limit", limit), ("type", type))), Wire.Default.EventPage, cancellationToken);
}
