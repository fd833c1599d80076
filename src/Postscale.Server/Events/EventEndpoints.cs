using Microsoft.AspNetCore.Routing;
using Postscale.Server.Accounts;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Storage;

namespace Postscale.Server.Events;

/// <summary>Events for those who come and ask. Who wants to be told has webhooks.</summary>
internal sealed class EventEndpoints(Database database)
{
    /// <summary>Adds it to the application.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapApi("GET", "/v1/events", ListAsync, new RequiresKey(KeyScopes.Read), EventOperations.List);

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!EventRequests.TryReadQuery(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var caller = Authentication.CallerOf(context);
        var page = await database.ReadAsync((session, token) => EventStore.ListAsync(session, caller, query, token), context.RequestAborted).ConfigureAwait(false);
        // At the end it is the newest of all, of whatever type: the next page then need not look at those again.
        var next = page.HasMore ? page.Events[^1].Sequence : Math.Max(query.After, page.Newest ?? 0);
        return new JsonAnswer<EventListJson>(
            StatusCodes.Status200OK, new EventListJson([.. page.Events.Select(EventJson.Of)], next, page.HasMore, page.Oldest), ApiJson.Wire.EventListJson);
    }
}
