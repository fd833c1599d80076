using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Tells what a datagram means for a query that waits under its identifier.</summary>
internal static class DatagramJudge
{
    /// <summary>What the query ends with; null when it does not answer the query, or cannot be read.</summary>
    public static UdpReply? Judge(PendingQuery query, ReadOnlySpan<byte> datagram)
    {
        var match = ResponseMatcher.Match(query.Query, datagram, out var header);
        if (match == QuestionMatch.Different)
        {
            return null;
        }

        if (match == QuestionMatch.SameButCase)
        {
            return new UdpReply(UdpReplyKind.CaseChanged);
        }

        // Of a cut answer only the header and the question are sure to be whole.
        if (header.IsTruncated && match == QuestionMatch.Same)
        {
            return new UdpReply(UdpReplyKind.Truncated);
        }

        if (!DnsMessage.TryRead(datagram, match == QuestionMatch.Same ? query.Name : null, out var message, out _))
        {
            query.HadMalformed = true;
            return null;
        }

        // Without a question only a refusal can be believed: it can delay, never decide.
        if (match == QuestionMatch.Absent && message.ResponseCode is (ResponseCode.NoError or ResponseCode.NameError))
        {
            return null;
        }

        return new UdpReply(UdpReplyKind.Answer, message);
    }
}
