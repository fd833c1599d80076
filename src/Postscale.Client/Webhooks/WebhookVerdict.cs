namespace Postscale.Client;

/// <summary>What there is to say of a webhook request.</summary>
public enum WebhookVerdict
{
    /// <summary>It is from the service, unchanged, and recent.</summary>
    Genuine,

    /// <summary>One of the three headers is missing or cannot be read.</summary>
    Malformed,

    /// <summary>It was signed longer ago than is tolerated: somebody may be sending an old one again.</summary>
    TooOld,

    /// <summary>It was signed in the future: one of the two clocks is wrong.</summary>
    TooNew,

    /// <summary>None of the signatures was made with a secret that is known here: it is not from the service, or was changed on its way.</summary>
    WrongSignature,
}
