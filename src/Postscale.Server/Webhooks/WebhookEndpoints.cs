using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Options;

namespace Postscale.Server.Webhooks;

/// <summary>The endpoints of webhooks.</summary>
internal sealed class WebhookEndpoints(WebhookService webhooks, WebhookRequests requests, PostscaleOptions options, TimeProvider time)
{
    /// <summary>How often in a minute an account may have the service look or call where it says.</summary>
    private const int Outings = 60;

    private static readonly ApiError NotFound = new(ErrorCode.WebhookNotFound, "there is no such webhook in this account");

    private readonly RequestBudget _looks = new(Outings, time);
    private readonly RequestBudget _tests = new(Outings, time);

    /// <summary>Adds them to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add("POST", "/v1/webhooks", CreateAsync, WebhookOperations.Create);
        Add("GET", "/v1/webhooks", ListAsync, WebhookOperations.List);
        Add("GET", "/v1/webhooks/{id}", GetAsync, WebhookOperations.Get);
        Add("PATCH", "/v1/webhooks/{id}", UpdateAsync, WebhookOperations.Update);
        Add("DELETE", "/v1/webhooks/{id}", DeleteAsync, WebhookOperations.Delete);
        Add("POST", "/v1/webhooks/{id}/test", TestAsync, WebhookOperations.Test);
        Add("POST", "/v1/webhooks/{id}/rotate", RotateAsync, WebhookOperations.Rotate);

        void Add(string method, string pattern, Func<HttpContext, Task<IResult>> handler, Documented documented) =>
            routes.MapApi(method, pattern, handler, new RequiresKey(KeyScopes.Webhooks), documented);
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null || !requests.TryRead(body, needsUrl: true, out var request, out problem))
            {
                return problem!;
            }

            if (await RefuseAsync(context, request).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            var result = await webhooks.CreateAsync(Authentication.CallerOf(context), request, Keep(context, StatusCodes.Status201Created), context.RequestAborted).ConfigureAwait(false);
            if (result.Webhook is null)
            {
                return new ApiError(ErrorCode.WebhookLimit, result.Problem!);
            }

            context.Response.Headers.Location = Location(result.Webhook);
            return Answer(StatusCodes.Status201Created, result);
        }
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!DomainRequests.TryReadPage(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var page = await webhooks.ListAsync(Authentication.CallerOf(context), query.Limit, query.Offset, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<WebhookListJson>(
            StatusCodes.Status200OK, new WebhookListJson([.. page.Select(w => WebhookJson.Of(w))], query.Limit, query.Offset), ApiJson.Wire.WebhookListJson);
    }

    private async Task<IResult> GetAsync(HttpContext context) =>
        IdOf(context) is { } id && await webhooks.FindAsync(Authentication.CallerOf(context), id, context.RequestAborted).ConfigureAwait(false) is { } webhook
            ? Answer(StatusCodes.Status200OK, new WebhookResult(WebhookOutcome.Done, webhook))
            : NotFound;

    private async Task<IResult> UpdateAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null || !requests.TryRead(body, needsUrl: false, out var change, out problem))
            {
                return problem!;
            }

            if (IdOf(context) is not { } id || await webhooks.FindAsync(Authentication.CallerOf(context), id, context.RequestAborted).ConfigureAwait(false) is null)
            {
                return NotFound;
            }

            if (await RefuseAsync(context, change).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            var result = await webhooks.UpdateAsync(Authentication.CallerOf(context), id, change, context.RequestAborted).ConfigureAwait(false);
            return result.Webhook is null ? NotFound : Answer(StatusCodes.Status200OK, result);
        }
    }

    private async Task<IResult> DeleteAsync(HttpContext context) =>
        IdOf(context) is { } id && await webhooks.DeleteAsync(Authentication.CallerOf(context), id, context.RequestAborted).ConfigureAwait(false)
            ? new JsonAnswer<DeletedJson>(StatusCodes.Status200OK, DeletedJson.Instance, ApiJson.Wire.DeletedJson)
            : NotFound;

    private async Task<IResult> TestAsync(HttpContext context)
    {
        var (_, tooLarge) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        var caller = Authentication.CallerOf(context);
        if (IdOf(context) is not { } id || await webhooks.FindAsync(caller, id, context.RequestAborted).ConfigureAwait(false) is null)
        {
            return NotFound;
        }

        if (_tests.Refuses(caller.AccountId, out var retryAfter))
        {
            return new ApiError(
                ErrorCode.RateLimited, string.Create(CultureInfo.InvariantCulture, $"this account has tested webhooks more than {Outings} times in a minute; wait {retryAfter} s"))
            { RetryAfter = retryAfter };
        }

        return await webhooks.TestAsync(caller, id, context.RequestAborted).ConfigureAwait(false) is { } result
            ? new JsonAnswer<WebhookTestJson>(StatusCodes.Status200OK, WebhookTestJson.Of(result.Id, result.Attempt), ApiJson.Wire.WebhookTestJson)
            : NotFound;
    }

    private async Task<IResult> RotateAsync(HttpContext context)
    {
        var (overlap, problem) = await ReadOverlapAsync(context).ConfigureAwait(false);
        if (problem is not null)
        {
            return problem;
        }

        if (IdOf(context) is not { } id)
        {
            return NotFound;
        }

        var result = await webhooks.RotateAsync(Authentication.CallerOf(context), id, overlap, Keep(context, StatusCodes.Status200OK), context.RequestAborted).ConfigureAwait(false);
        return result.Webhook is null ? NotFound : Answer(StatusCodes.Status200OK, result);
    }

    /// <summary>The body may be left out.</summary>
    private async Task<(TimeSpan Overlap, ApiError? Problem)> ReadOverlapAsync(HttpContext context)
    {
        if (context.Features.Get<ReadBody>() is not { } read)
        {
            var (octets, tooLarge) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
            if (tooLarge is not null)
            {
                return (default, tooLarge);
            }

            context.Features.Set(read = new ReadBody(octets));
        }

        if (read.Octets.Length == 0)
        {
            return (WebhookRequests.Overlap, null);
        }

        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null || !WebhookRequests.TryReadOverlap(body, out var overlap, out problem))
            {
                return (default, problem);
            }

            return (overlap, null);
        }
    }

    /// <summary>Says early that a URL leads to where none may. Past its bound an account hears of it with the first delivery.</summary>
    private async Task<ApiError?> RefuseAsync(HttpContext context, WebhookChange change) =>
        change.Url is { } url && !_looks.Refuses(Authentication.CallerOf(context).AccountId, out _) && await webhooks.ProblemOfAsync(url, context.RequestAborted).ConfigureAwait(false) is { } problem
            ? new ApiError(ErrorCode.WebhookUrlInvalid, $"the 'url' field leads nowhere that events may be sent: {problem}", "url")
            : null;

    /// <summary>Keeps the answer under the request's idempotency key, in the transaction of the change.</summary>
    private static WebhookService.Also? Keep(HttpContext context, int status) => context.Features.Get<IdempotentRequest>() is { } idempotent
        ? (session, webhook, secret, token) => idempotent.KeepAsync(
            session, status, status == StatusCodes.Status201Created ? Location(webhook) : null, JsonSerializer.SerializeToUtf8Bytes(WebhookJson.Of(webhook, secret), ApiJson.Wire.WebhookJson), token)
        : null;

    private static JsonAnswer<WebhookJson> Answer(int status, WebhookResult result) => new(status, WebhookJson.Of(result.Webhook!, result.Secret), ApiJson.Wire.WebhookJson);

    private static Guid? IdOf(HttpContext context) => Guid.TryParseExact((string)context.Request.RouteValues["id"]!, "D", out var id) ? id : null;

    private static string Location(Webhook webhook) => $"/v1/webhooks/{webhook.Id:D}";
}
