using System.Diagnostics.CodeAnalysis;
using Postscale.Server.Events;

namespace Postscale.Server.Http;

/// <summary>Reads which events are asked for.</summary>
internal static class EventRequests
{
    /// <summary>Reads the query string; parameters that are not known are ignored.</summary>
    public static bool TryReadQuery(IQueryCollection parameters, out EventQuery query, [NotNullWhen(false)] out ApiError? error)
    {
        query = new EventQuery();
        error = null;
        foreach (var (name, values) in parameters)
        {
            var value = values.Count == 1 ? values[0] ?? "" : "";
            (query, error) = name switch
            {
                "after" => Number(value) is { } after ? (query with { After = after }, null) : (query, QueryParameter.Invalid(name, "the sequence number of an event, or 0")),
                "limit" => Number(value) is >= 1 and var limit ? (query with { Limit = (int)Math.Min(limit, EventQuery.MaxLimit) }, null) : (query, QueryParameter.Invalid(name, "a whole number of at least 1")),
                "type" => EventTypes.All.Contains(value) ? (query with { Type = value }, null) : (query, QueryParameter.Invalid(name, $"one of {string.Join(", ", EventTypes.All)}")),
                _ => (query, null),
            };
            if (error is not null)
            {
                error = values.Count > 1 ? QueryParameter.Repeated(name) : error;
                return false;
            }
        }

        return true;
    }

    /// <summary>No sequence number has more than eighteen digits: a longer one is a mistake, not the end.</summary>
    private static long? Number(string text) => text.Length <= 18 ? QueryParameter.Number(text) : null;
}
