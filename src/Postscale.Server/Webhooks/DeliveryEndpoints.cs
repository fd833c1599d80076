using Microsoft.AspNetCore.Routing;
using Postscale.Server.Accounts;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Options;

namespace Postscale.Server.Webhooks;

/// <summary>The endpoints of deliveries.</summary>
internal sealed class DeliveryEndpoints(WebhookService webhooks, PostscaleOptions options)
{
    private static readonly ApiError NotFound = new(ErrorCode.DeliveryNotFound, "there is no such delivery in this account");

    /// <summary>Adds them to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("GET", "/v1/webhook-deliveries", ListAsync, new RequiresKey(KeyScopes.Webhooks), DeliveryOperations.List);
        routes.MapApi("GET", "/v1/webhook-deliveries/{id}", GetAsync, new RequiresKey(KeyScopes.Webhooks), DeliveryOperations.Get);
        routes.MapApi("POST", "/v1/webhook-deliveries/{id}/retry", RetryAsync, new RequiresKey(KeyScopes.Webhooks), DeliveryOperations.Retry);
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!WebhookRequests.TryReadQuery(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var page = await webhooks.ListDeliveriesAsync(Authentication.CallerOf(context), query, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<DeliveryListJson>(
            StatusCodes.Status200OK, new DeliveryListJson([.. page.Select(DeliveryJson.Of)], query.Limit, query.Offset), ApiJson.Wire.DeliveryListJson);
    }

    private async Task<IResult> GetAsync(HttpContext context) =>
        IdOf(context) is { } id && await webhooks.FindDeliveryAsync(Authentication.CallerOf(context), id, context.RequestAborted).ConfigureAwait(false) is { } delivery
            ? Answer(StatusCodes.Status200OK, delivery)
            : NotFound;

    private async Task<IResult> RetryAsync(HttpContext context)
    {
        var (_, tooLarge) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        if (IdOf(context) is not { } id)
        {
            return NotFound;
        }

        var (outcome, delivery) = await webhooks.RetryAsync(Authentication.CallerOf(context), id, context.RequestAborted).ConfigureAwait(false);
        return outcome switch
        {
            WebhookOutcome.Done => Answer(StatusCodes.Status202Accepted, delivery!),
            WebhookOutcome.Inactive => new ApiError(ErrorCode.WebhookInactive, "the delivery's webhook is not active; set its 'active' field to true first"),
            WebhookOutcome.EventGone => new ApiError(ErrorCode.EventGone, "the delivery's event is kept no more, so that there is nothing to send"),
            _ => NotFound,
        };
    }

    private static JsonAnswer<DeliveryJson> Answer(int status, Delivery delivery) => new(status, DeliveryJson.Of(delivery), ApiJson.Wire.DeliveryJson);

    private static Guid? IdOf(HttpContext context) => Guid.TryParseExact((string)context.Request.RouteValues["id"]!, "D", out var id) ? id : null;
}
