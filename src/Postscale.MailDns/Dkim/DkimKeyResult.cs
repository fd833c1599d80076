using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dkim;

/// <summary>The end of a look-up of a DKIM key.</summary>
public sealed record DkimKeyResult
{
    /// <summary>What it came to.</summary>
    public required DkimKeyOutcome Outcome { get; init; }

    /// <summary>The answer it was read from, with the server and the failure if there was one.</summary>
    public required DnsAnswer Answer { get; init; }

    /// <summary>The key record; null unless found or revoked.</summary>
    public DkimKeyRecord? Record { get; init; }

    /// <summary>Why the record cannot be used; null unless <see cref="DkimKeyOutcome.Unusable"/>.</summary>
    public DkimKeyError? Error { get; init; }

    /// <summary>The texts of all TXT records that were found, as they are: whoever shows them escapes them.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>What is unusual about what was found; empty when nothing is.</summary>
    public IReadOnlyList<DkimKeyWarning> Warnings { get; init; } = [];

    /// <summary>Why no key was found, as part of a sentence without its full stop; null when one was.</summary>
    public string? Reason { get; init; }

    /// <summary>The name that was asked for.</summary>
    public DnsName Name => Answer.Name;

    /// <summary>The targets of the aliases that were followed, in order; empty when the name is no alias.</summary>
    public IReadOnlyList<DnsName> Aliases => Answer.Aliases;
}
