namespace Postscale.MailDns.Resolution.Wire;

/// <summary>How the question of a response compares to the one that was asked.</summary>
internal enum QuestionMatch
{
    /// <summary>Another question, another identifier, or no response at all.</summary>
    Different,

    /// <summary>The same but for the case of letters.</summary>
    SameButCase,

    /// <summary>The same, octet by octet.</summary>
    Same,

    /// <summary>The response has no question; servers that could not read the query answer so.</summary>
    Absent,
}
