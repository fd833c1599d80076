using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Postscale.Server.Accounts;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Storage;

namespace Postscale.Server.Auditing;

/// <summary>The endpoint that shows an account what was changed and by whom.</summary>
internal sealed class AuditEndpoints(Database database)
{
    private const int MaxText = 253;

    /// <summary>Adds it to the application.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapApi("GET", "/v1/audit", ListAsync, new RequiresKey(KeyScopes.Read), AuditOperations.List);

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!TryRead(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var caller = Authentication.CallerOf(context);
        var page = await database.ReadAsync((session, token) => AuditStore.ListAsync(session, caller, query, token), context.RequestAborted).ConfigureAwait(false);
        var answer = new AuditListJson([.. page.Select(AuditEntryJson.Of)], query.Limit, page.Count == query.Limit ? page[^1].Seq : null);
        return new JsonAnswer<AuditListJson>(StatusCodes.Status200OK, answer, ApiJson.Wire.AuditListJson);
    }

    private static bool TryRead(IQueryCollection given, out AuditQuery query, [NotNullWhen(false)] out ApiError? error)
    {
        query = new AuditQuery();
        error = null;
        foreach (var (name, values) in given)
        {
            var value = values.Count == 1 ? values[0] ?? "" : "";
            (query, error) = name switch
            {
                "limit" => QueryParameter.Number(value) is { } limit and >= 1 ? (query with { Limit = (int)Math.Min(limit, AuditQuery.MaxLimit) }, null) : (query, QueryParameter.Invalid(name, "a whole number, at least 1")),
                "after" => QueryParameter.Number(value) is { } after ? (query with { After = after }, null) : (query, QueryParameter.Invalid(name, "the 'next' of the page before")),
                "action" => IsAction(value) ? (query with { Action = value }, null) : (query, QueryParameter.Invalid(name, "an action such as domain.create, or a group of them such as domain")),
                "object" => value.Length is > 0 and <= MaxText && !value.Contains('\0', StringComparison.Ordinal)
                    ? (query with { ObjectKey = value }, null)
                    : (query, QueryParameter.Invalid(name, "the id or the name of what was changed")),
                _ => (query, error),
            };
            if (error is not null)
            {
                error = values.Count > 1 ? QueryParameter.Repeated(name) : error;
                return false;
            }
        }

        return true;
    }

    private static bool IsAction(string text) => text.Length is > 0 and <= MaxText && text.All(c => char.IsAsciiLetterLower(c) || c is '.' or '_');
}
