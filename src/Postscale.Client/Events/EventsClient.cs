using System.Runtime.CompilerServices;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>What happened to the account's domains, numbered without gaps. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class EventsClient
{
    private const string Root = "v1/events";
    private const int PageSize = 1000;

    /// <summary>However long a service asks to be left alone, it is asked again after this.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

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

    /// <summary>
    /// The events after a number, and then each as it happens, until it is cancelled. Asks again at an interval, and goes on where it was when the service could not be asked for a while;
    /// only a refusal ends it (<see cref="PostscaleException.IsTransient"/> is not so).
    /// </summary>
    /// <param name="after">The number of the last event that is known; 0 for all that are kept.</param>
    /// <param name="type">One type of events; all unless given.</param>
    /// <param name="interval">How often to ask while nothing happens; every 2 s unless given.</param>
    /// <param name="outage">Is told the failure with which an outage begins, once for each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<PostscaleEvent> FollowAsync(
        long after = 0, string? type = null, TimeSpan? interval = null, Action<PostscaleException>? outage = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pause = interval ?? TimeSpan.FromSeconds(2);
        for (var isAway = false; ;)
        {
            EventPage? page = null;
            var wait = pause;
            try
            {
                page = await GetPageAsync(after, PageSize, type, cancellationToken).ConfigureAwait(false);
            }
            catch (PostscaleException e) when (e.IsTransient)
            {
                if (!isAway)
                {
                    outage?.Invoke(e);
                }

                wait = Longer(pause, e.RetryAfter);
            }

            isAway = page is null;
            foreach (var happened in page?.Events ?? [])
            {
                yield return happened;
            }

            after = page?.NextAfter ?? after;
            if (page is not { HasMore: true })
            {
                await Task.Delay(wait, _transport.Time, cancellationToken).ConfigureAwait(false);
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

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? asked) => asked > pause ? TimeSpan.FromTicks(Math.Min(asked.Value.Ticks, Math.Max(s_longestWait.Ticks, pause.Ticks))) : pause;
}
