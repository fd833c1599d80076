namespace Postscale.Server.Webhooks;

/// <summary>What a request about a webhook came to.</summary>
public enum WebhookOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The account has no such webhook or delivery in that environment.</summary>
    NotFound,

    /// <summary>The account has as many webhooks as it may.</summary>
    TooMany,

    /// <summary>The URL leads to where none may.</summary>
    Refused,

    /// <summary>The webhook is not active.</summary>
    Inactive,

    /// <summary>The event of the delivery is kept no more.</summary>
    EventGone,
}
