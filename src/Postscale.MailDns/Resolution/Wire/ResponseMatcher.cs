namespace Postscale.MailDns.Resolution.Wire;

/// <summary>Tells whether a datagram answers a query (RFC 5452 §9.1), before anything else of it is read.</summary>
internal static class ResponseMatcher
{
    /// <param name="query">The query as sent.</param>
    /// <param name="response">The datagram.</param>
    /// <param name="header">The header of the response, if it has one.</param>
    public static QuestionMatch Match(ReadOnlySpan<byte> query, ReadOnlySpan<byte> response, out MessageHeader header)
    {
        if (!MessageHeader.TryRead(response, out header)
            || !header.IsResponse
            || header.Opcode != 0
            || query[0] != response[0]
            || query[1] != response[1])
        {
            return QuestionMatch.Different;
        }

        if (header.QuestionCount == 0)
        {
            return QuestionMatch.Absent;
        }

        // The first name of a message has nothing before it to point to, so it stands there in full, as in the query.
        var end = QuestionEnd(query);
        if (header.QuestionCount != 1 || response.Length < end)
        {
            return QuestionMatch.Different;
        }

        var asked = query[MessageHeader.Length..end];
        var answered = response[MessageHeader.Length..end];
        if (asked.SequenceEqual(answered))
        {
            return QuestionMatch.Same;
        }

        var same = EqualsIgnoreCase(asked[..^4], answered[..^4]);
        return same && asked[^4..].SequenceEqual(answered[^4..]) ? QuestionMatch.SameButCase : QuestionMatch.Different;
    }

    // RFC 4343 §3: only ASCII letters fold; a name may hold any octet.
    private static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (Lower(left[i]) != Lower(right[i]))
            {
                return false;
            }
        }

        return true;

        static int Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? octet | 0x20 : octet;
    }

    private static int QuestionEnd(ReadOnlySpan<byte> query)
    {
        var at = MessageHeader.Length;
        while (query[at] != 0)
        {
            at += 1 + query[at];
        }

        return at + 5;
    }
}
