using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>The answer to: would this domain's record authorise a sender that only the include target knows?</summary>
public sealed record SpfAuthorisationResult
{
    /// <summary>The domain that was asked about.</summary>
    public required DnsName Domain { get; init; }

    /// <summary>The include target.</summary>
    public required DnsName Include { get; init; }

    /// <summary>The answer.</summary>
    public required SpfAuthorisationOutcome Outcome { get; init; }

    /// <summary>The answer as a sentence that names the terms and names concerned.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the record authorises the target's senders.</summary>
    public bool Holds => Outcome == SpfAuthorisationOutcome.Holds;

    /// <summary>Whether DNS decided the question; false for a temporary failure.</summary>
    public bool IsDefinite => Outcome != SpfAuthorisationOutcome.TemporaryFailure;

    /// <summary>The domain's record as published; the first when there are several; null when there is none.</summary>
    public string? Record => Records.Count > 0 ? Records[0] : null;

    /// <summary>The texts of all TXT records that begin with "v=spf1".</summary>
    public IReadOnlyList<string> Records { get; init; } = [];

    /// <summary>A TXT record that was meant as an SPF record and does not begin as one (RFC 7208 §4.5); null unless there is no record.</summary>
    public string? SimilarText { get; init; }

    /// <summary>The error of the domain's own record; null unless <see cref="SpfAuthorisationOutcome.SyntaxError"/>.</summary>
    public SpfSyntaxError? SyntaxError { get; init; }

    /// <summary>Whether the domain's own record names the target in an include or redirect, whatever the qualifier and place.</summary>
    public bool NamesInclude { get; init; }

    /// <summary>The look-ups up to and including the target, or up to where the evaluation ended.</summary>
    public int LookupsUsed { get; init; }

    /// <summary>The terms among them that found nothing.</summary>
    public int VoidLookupsUsed { get; init; }

    /// <summary>The look-ups of each term, in the order of evaluation.</summary>
    public IReadOnlyList<SpfCost> Costs { get; init; } = [];

    /// <summary>The terms through which the target was reached, the last of them naming it; empty when it was not.</summary>
    public IReadOnlyList<string> ViaPath { get; init; } = [];

    /// <summary>The state of the target's own record.</summary>
    public SpfTargetState TargetState { get; init; }

    /// <summary>The look-ups of the target's own record, without the one that reaches it.</summary>
    public int TargetLookups { get; init; }

    /// <summary>
    /// The look-ups for a sender that nothing matches before the end: the whole record with the target's own. Over the limit, such
    /// senders get a permanent error. Counting stops at three times the limit and one.
    /// </summary>
    public int WorstCaseLookups { get; init; }

    /// <summary>What is not wrong and still deserves attention, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A record that keeps what the domain has and holds; null when it holds already or none can be given.</summary>
    public string? SuggestedRecord { get; init; }

    /// <summary>What the suggestion changes, or why there is none; null when there is nothing to say.</summary>
    public string? SuggestionNote { get; init; }
}
