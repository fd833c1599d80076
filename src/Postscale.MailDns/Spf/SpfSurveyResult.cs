using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>A domain's SPF record, taken apart.</summary>
public sealed record SpfSurveyResult
{
    /// <summary>The domain.</summary>
    public required DnsName Domain { get; init; }

    /// <summary>The texts of all TXT records that begin with "v=spf1".</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The record; null when there is none, there are several, or it has an error.</summary>
    public SpfRecord? Record { get; init; }

    /// <summary>The error of the domain's own record, or null.</summary>
    public SpfSyntaxError? SyntaxError { get; init; }

    /// <summary>
    /// Why there is no record to evaluate, or where its evaluation ends in an error, as a sentence without its end; null when all is well.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>Whether the problem is one of reading DNS now, and not of what is published.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>What each term that costs look-ups costs, in the order of evaluation, as far as it goes (RFC 7208 §4.6.4).</summary>
    public IReadOnlyList<SpfCost> Costs { get; init; } = [];

    /// <summary>The look-ups of the whole record. Counting stops at three times the limit and one.</summary>
    public int Lookups { get; init; }

    /// <summary>The terms that find nothing in DNS, by the path of their <see cref="SpfCost"/>.</summary>
    public IReadOnlyList<string> VoidTerms { get; init; } = [];

    /// <summary>What is not wrong and still deserves attention, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
