using System.ComponentModel;
using System.Text.Json;
using Postscale.Server.Accounts;

namespace Postscale.Server.Events;

/// <summary>An event as clients see it.</summary>
[Description("Something that happened to a domain of the account.")]
internal sealed record EventJson
{
    [Description("The event's id; the same in every delivery of it.")]
    public required Guid Id { get; init; }

    [Description("What happened.")]
    public required string Type { get; init; }

    [Description("Its number in the account and environment. Numbers follow one another without gaps, in the order in which things happened.")]
    public required long Sequence { get; init; }

    [Description("The environment: live or test.")]
    public required string Environment { get; init; }

    [Description("When it happened.")]
    public required DateTimeOffset Timestamp { get; init; }

    [Description("What there is to say of it: `domain` as it was right after the event, and by type `previous`, `records`, `grace` or `reason`; for `webhook.disabled` `webhook`; docs/webhooks.md describes each.")]
    public required JsonElement Data { get; init; }

    public static EventJson Of(RecordedEvent happened)
    {
        using var data = JsonDocument.Parse(happened.Data);
        return new EventJson
        {
            Id = happened.Id,
            Type = happened.Type,
            Sequence = happened.Sequence,
            Environment = happened.Environment.Name(),
            Timestamp = happened.CreatedAt,
            Data = data.RootElement.Clone(),
        };
    }
}
