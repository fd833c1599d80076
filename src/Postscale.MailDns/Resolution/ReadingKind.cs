namespace Postscale.MailDns.Resolution;

/// <summary>The ways a response can be read.</summary>
internal enum ReadingKind
{
    /// <summary>Records of the type.</summary>
    Found,

    /// <summary>The name at the end of the chain has none.</summary>
    NoData,

    /// <summary>The name at the end of the chain does not exist.</summary>
    NoSuchName,

    /// <summary>The chain goes on past what this response tells.</summary>
    AskOn,

    /// <summary>A referral to the name servers of a zone further down; never an answer of a resolver.</summary>
    Referral,

    /// <summary>Nothing that can be relied on.</summary>
    Failure,
}
