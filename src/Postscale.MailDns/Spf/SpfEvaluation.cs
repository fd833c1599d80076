namespace Postscale.MailDns.Spf;

/// <summary>The outcome of one check_host().</summary>
public sealed record SpfEvaluation
{
    /// <summary>The result.</summary>
    public required SpfResult Result { get; init; }

    /// <summary>The domain's own explanation of a fail (RFC 7208 §6.2): one line of ASCII; null when it gives none that can be used.</summary>
    public string? Explanation { get; init; }

    /// <summary>The directive of the domain's record (or of the one it redirects to) that matched; null when none did.</summary>
    public string? MatchedTerm { get; init; }

    /// <summary>Why the result is none, temporary error or permanent error, as a sentence; null for other results.</summary>
    public string? Problem { get; init; }

    /// <summary>How many terms caused look-ups (RFC 7208 §4.6.4).</summary>
    public int Lookups { get; init; }

    /// <summary>How many terms had look-ups without a record.</summary>
    public int VoidLookups { get; init; }
}
