using System.Diagnostics.CodeAnalysis;
using Postscale.Server.Domains;
using Postscale.Server.Http;
using Postscale.Server.Options;

namespace Postscale.Server.Webhooks;

/// <summary>Reads request bodies and query strings into what they ask for, or into the error to answer.</summary>
/// <param name="options">What URLs are allowed.</param>
internal sealed class WebhookRequests(PostscaleOptions options)
{
    private const int MaxDescription = 200;
    private const int DefaultOverlap = 24;
    private const int MaxOverlap = 168;

    private readonly WebhookUrl _urls = new(options.WebhookAllowHttp, options.WebhookAllowPrivate);

    /// <summary>Reads a webhook to make, or a change of one.</summary>
    /// <param name="body">The body.</param>
    /// <param name="needsUrl">Whether it must give a URL.</param>
    /// <param name="change">What it asks for.</param>
    /// <param name="error">What is wrong with it.</param>
    public bool TryRead(JsonBody body, bool needsUrl, [NotNullWhen(true)] out WebhookChange? change, [NotNullWhen(false)] out ApiError? error)
    {
        change = null;
        var (text, types, description, active) = (body.Text("url"), body.Texts("events"), body.Text("description"), body.Truth("active"));
        error = body.Error;
        if (error is not null)
        {
            return false;
        }

        Uri? url = null;
        if (needsUrl && string.IsNullOrWhiteSpace(text))
        {
            error = new ApiError(ErrorCode.FieldRequired, "the 'url' field is required", "url");
        }
        else if (text is not null && !_urls.TryRead(text, out url, out var problem))
        {
            error = new ApiError(ErrorCode.WebhookUrlInvalid, problem, "url");
        }
        else if (types is not null && types.Any(t => !WebhookEvents.All.Contains(t)))
        {
            error = new ApiError(ErrorCode.FieldInvalid, $"the 'events' field takes an array of {string.Join(", ", WebhookEvents.All)}; an empty one is for all", "events");
        }
        else if (description is not null && (description.Length > MaxDescription || description.Any(char.IsControl)))
        {
            error = new ApiError(ErrorCode.FieldInvalid, $"the 'description' field takes at most {MaxDescription} characters, without control characters", "description");
        }

        change = new WebhookChange(url, types is null ? null : [.. types.Distinct(StringComparer.Ordinal)], description, active);
        return error is null;
    }

    /// <summary>Reads for how long a former secret stays in force.</summary>
    public static bool TryReadOverlap(JsonBody body, out TimeSpan overlap, [NotNullWhen(false)] out ApiError? error)
    {
        var hours = body.Whole("overlap_hours");
        error = body.Error ?? (hours is null or (>= 0 and <= MaxOverlap)
            ? null
            : new ApiError(ErrorCode.FieldInvalid, $"the 'overlap_hours' field must be a whole number from 0 to {MaxOverlap}", "overlap_hours"));
        overlap = TimeSpan.FromHours(error is null ? hours ?? DefaultOverlap : DefaultOverlap);
        return error is null;
    }

    /// <summary>How long a former secret stays in force unless told otherwise.</summary>
    public static TimeSpan Overlap => TimeSpan.FromHours(DefaultOverlap);

    /// <summary>Reads which deliveries are asked for.</summary>
    public static bool TryReadQuery(IQueryCollection query, [NotNullWhen(true)] out DeliveryQuery? page, [NotNullWhen(false)] out ApiError? error)
    {
        page = null;
        if (!DomainRequests.TryReadPage(query, out var cut, out error))
        {
            return false;
        }

        var result = new DeliveryQuery(cut.Limit, cut.Offset);
        foreach (var (name, values) in query)
        {
            var value = values.Count == 1 ? values[0] : null;
            (result, error) = name switch
            {
                "webhook_id" => Guid.TryParseExact(value, "D", out var id) ? (result with { WebhookId = id }, null) : (result, QueryParameter.Invalid(name, "the id of a webhook")),
                "state" => DeliveryStates.TryParse(value, out var state) ? (result with { State = state }, null) : (result, QueryParameter.Invalid(name, "pending, delivered, failed or skipped")),
                "event_type" => WebhookEvents.All.Contains(value) ? (result with { EventType = value }, null) : (result, QueryParameter.Invalid(name, $"one of {string.Join(", ", WebhookEvents.All)}")),
                _ => (result, (ApiError?)null),
            };
            if (error is not null)
            {
                error = values.Count > 1 ? QueryParameter.Repeated(name) : error;
                return false;
            }
        }

        page = result;
        return true;
    }
}
