namespace Postscale.MailDns.Resolution.Transport;

/// <summary>The ways a query over UDP ends.</summary>
internal enum UdpReplyKind
{
    /// <summary>An answer to this very query.</summary>
    Answer,

    /// <summary>The server says that the answer does not fit (TC).</summary>
    Truncated,

    /// <summary>The question came back with other case than it was sent with.</summary>
    CaseChanged,

    /// <summary>Nothing that answers the query came in time.</summary>
    Nothing,

    /// <summary>Nothing but an answer to this query that cannot be read came in time.</summary>
    Malformed,

    /// <summary>The system says that there is no way to the server, or that nobody listens there.</summary>
    Unreachable,
}
