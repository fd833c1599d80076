using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>The end of the discovery of a domain's DMARC record.</summary>
public sealed record DmarcResult
{
    /// <summary>What it came to.</summary>
    public required DmarcOutcome Outcome { get; init; }

    /// <summary>The domain that was asked about.</summary>
    public required DnsName Domain { get; init; }

    /// <summary>The record that applies; null unless found.</summary>
    public DmarcRecord? Record { get; init; }

    /// <summary>The domain whose record applies, is faulty, or is there several times; null when there is none. "_dmarc." comes before it in DNS.</summary>
    public DnsName? FoundAt { get; init; }

    /// <summary>Whether the record that applies stands at a parent of the domain.</summary>
    public bool IsInherited => Record is not null && FoundAt != Domain;

    /// <summary>The organizational domain by the tree walk (RFC 9989 §4.10.2); null when DNS could not be read.</summary>
    public DnsName? OrganizationalDomain { get; init; }

    /// <summary>The policy for this domain: p=, or sp= or np= where it is inherited (RFC 9989 §4.10.1); null unless found.</summary>
    public DmarcPolicy? EffectivePolicy { get; init; }

    /// <summary>
    /// What receivers apply: <see cref="EffectivePolicy"/>, or the one below it with t=y (RFC 9989 §4.7); null unless found.
    /// </summary>
    public DmarcPolicy? AppliedPolicy => EffectivePolicy is { } policy && Record is { IsTesting: true } && policy != DmarcPolicy.None ? policy - 1 : EffectivePolicy;

    /// <summary>Why the record is not applied; null unless <see cref="DmarcOutcome.Invalid"/>.</summary>
    public DmarcError? Error { get; init; }

    /// <summary>The texts at <see cref="FoundAt"/> that are DMARC records or were meant as such, as they are: whoever shows them escapes them.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>What a person should know: of the record, and of what was ignored on the way to it.</summary>
    public IReadOnlyList<DmarcWarning> Warnings { get; init; } = [];

    /// <summary>Why no record applies, as part of a sentence without its full stop; null when one does.</summary>
    public string? Reason { get; init; }

    /// <summary>The answers of the tree walk, from the domain up.</summary>
    public IReadOnlyList<DnsAnswer> Answers { get; init; } = [];
}
