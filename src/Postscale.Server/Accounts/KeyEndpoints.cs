using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Postscale.Server.Domains;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Options;

namespace Postscale.Server.Accounts;

/// <summary>The endpoints of keys.</summary>
internal sealed class KeyEndpoints(KeyService keys, PostscaleOptions options)
{
    private static readonly ApiError NotFound = new(ErrorCode.KeyNotFound, "there is no such key in this account, or it is revoked or has expired");

    private static readonly ApiError TooMany =
        new(ErrorCode.KeyLimit, $"this account has {KeyService.MaxKeys} keys in force already, which is the most; revoke one that is not needed");

    /// <summary>Adds them to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add("GET", "/v1/keys", ListAsync, KeyOperations.List);
        Add("POST", "/v1/keys", CreateAsync, KeyOperations.Create);
        Add("DELETE", "/v1/keys/{id}", RevokeAsync, KeyOperations.Revoke);
        Add("POST", "/v1/keys/{id}/rotate", RotateAsync, KeyOperations.Rotate);

        void Add(string method, string pattern, Func<HttpContext, Task<IResult>> handler, Documented documented) =>
            routes.MapApi(method, pattern, handler, new RequiresKey(KeyScopes.Keys), documented);
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!DomainRequests.TryReadPage(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var caller = Authentication.CallerOf(context);
        var page = await keys.ListAsync(caller, query.Limit, query.Offset, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<KeyListJson>(StatusCodes.Status200OK, new KeyListJson([.. page.Select(k => KeyJson.Of(k, caller))], query.Limit, query.Offset), ApiJson.Wire.KeyListJson);
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var caller = Authentication.CallerOf(context);
        var (body, problem) = await ReadBodyAsync(context).ConfigureAwait(false);
        using (body)
        {
            if (problem is not null || !KeyRequests.TryReadCreate(body, caller, out var scopes, out var lifetime, out problem))
            {
                return problem;
            }

            return Answer(await keys.CreateAsync(caller, scopes, lifetime, Keep(context, caller), context.RequestAborted).ConfigureAwait(false), caller);
        }
    }

    private async Task<IResult> RevokeAsync(HttpContext context)
    {
        var caller = Authentication.CallerOf(context);
        return IdOf(context) is not { } id ? NotFound : Answer(await keys.RevokeAsync(caller, id, context.RequestAborted).ConfigureAwait(false), caller);
    }

    private async Task<IResult> RotateAsync(HttpContext context)
    {
        var caller = Authentication.CallerOf(context);
        var (body, problem) = await ReadBodyAsync(context).ConfigureAwait(false);
        using (body)
        {
            if (problem is not null || !KeyRequests.TryReadOverlap(body, out var overlap, out problem))
            {
                return problem;
            }

            return IdOf(context) is not { } id ? NotFound : Answer(await keys.RotateAsync(caller, id, overlap, Keep(context, caller), context.RequestAborted).ConfigureAwait(false), caller);
        }
    }

    private static IResult Answer(KeyResult result, Caller caller) => result.Outcome switch
    {
        KeyOutcome.NotFound => NotFound,
        KeyOutcome.TooMany => TooMany,
        KeyOutcome.CallerEnded => Authentication.BadKey,
        KeyOutcome.Wider => new ApiError(ErrorCode.KeyScope, $"this API key lacks {Named(result.Lacking)}, and no key may give what it has not; use a key that has it"),
        _ when result.Text is null => new JsonAnswer<RevokedJson>(StatusCodes.Status200OK, RevokedJson.Instance, ApiJson.Wire.RevokedJson),
        _ => new JsonAnswer<KeyJson>(StatusCodes.Status201Created, KeyJson.Of(result.Key!, caller) with { Key = result.Text }, ApiJson.Wire.KeyJson),
    };

    private static string Named(KeyScopes scopes) => scopes.List() is [var one] ? $"the scope '{one}'" : $"the scopes {string.Join(", ", scopes.List().Select(s => $"'{s}'"))}";

    /// <summary>
    /// Keeps the answer under the request's idempotency key, in the transaction of the change, without the key itself: that would
    /// stand in the database for a day.
    /// </summary>
    private static KeyService.Also? Keep(HttpContext context, Caller caller) => context.Features.Get<IdempotentRequest>() is { } idempotent
        ? (session, key, token) => idempotent.KeepAsync(session, StatusCodes.Status201Created, null, JsonSerializer.SerializeToUtf8Bytes(KeyJson.Of(key, caller), ApiJson.Wire.KeyJson), token)
        : null;

    /// <summary>Reads a body that may be left out.</summary>
    private async Task<(JsonBody? Body, ApiError? Problem)> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<ReadBody>() is not { } read)
        {
            var (octets, tooLarge) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
            if (tooLarge is not null)
            {
                return (null, tooLarge);
            }

            context.Features.Set(read = new ReadBody(octets));
        }

        return read.Octets.Length == 0 ? (null, null) : await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
    }

    private static Guid? IdOf(HttpContext context) => Guid.TryParseExact((string)context.Request.RouteValues["id"]!, "D", out var id) ? id : null;
}
