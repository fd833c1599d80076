namespace Postscale.MailDns.Resolution;

/// <summary>What one response says about the name that was asked for.</summary>
internal readonly record struct ResponseReading
{
    public required ReadingKind Kind { get; init; }

    public IReadOnlyList<DnsRecord> Records { get; init; }

    /// <summary>The targets of the aliases in this response, in order.</summary>
    public IReadOnlyList<DnsName> Aliases { get; init; }

    /// <summary>For how many seconds the reading may be kept.</summary>
    public uint Lifetime { get; init; }

    public DnsFailure Failure { get; init; }

    /// <summary>For a failure: a phrase that follows the server's address. For <see cref="DnsFailure.AliasLoop"/>: a sentence.</summary>
    public string? Problem { get; init; }
}
