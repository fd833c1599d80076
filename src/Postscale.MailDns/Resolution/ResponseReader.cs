using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Reads what a response says. Absence is believed only where the response gives ground for it: a wrong "absent" costs more
/// than a second question.
/// </summary>
internal static class ResponseReader
{
    /// <param name="message">The response, already known to answer the question.</param>
    /// <param name="asked">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="maxAliases">How many aliases may follow each other.</param>
    /// <param name="fromAuthority">Whether the server was asked as one that holds the zone: then only what it says with authority counts.</param>
    public static ResponseReading Read(DnsMessage message, DnsName asked, RecordType type, int maxAliases, bool fromAuthority = false)
    {
        if (message.ResponseCode is not (ResponseCode.NoError or ResponseCode.NameError))
        {
            return Refusal(message);
        }

        var chain = new List<DnsName>();
        var current = asked;
        if (fromAuthority && !message.Header.IsAuthoritative)
        {
            return IsReferral(message)
                ? Failed(DnsFailure.Refused, "answered with a referral instead of an answer", chain) with { Kind = ReadingKind.Referral }
                : Failed(DnsFailure.Refused, "answered without authority for the zone", chain);
        }

        while (true)
        {
            var records = AnswerSection.RecordsAt(message.Answers, current, type);
            if (records.Count > 0)
            {
                return message.ResponseCode == ResponseCode.NoError
                    ? new ResponseReading { Kind = ReadingKind.Found, Records = records, Aliases = chain, Lifetime = LeastTtl(message.Answers) }
                    : Failed(DnsFailure.Malformed, "answered NXDOMAIN together with records", chain);
            }

            // RFC 1034 §3.6.2: a question for the alias itself is not led on.
            if (type == RecordType.Cname || AnswerSection.AliasOf(message.Answers, current) is not { } target)
            {
                return Absence(message, asked, current, chain);
            }

            if (chain.Count >= maxAliases)
            {
                return Failed(DnsFailure.AliasLoop, AliasChain.TooLong(maxAliases), chain);
            }

            if (target == asked || chain.Contains(target))
            {
                return Failed(DnsFailure.AliasLoop, AliasChain.Circle(target), chain);
            }

            chain.Add(target);
            current = target;
        }
    }

    private static ResponseReading Absence(DnsMessage message, DnsName asked, DnsName current, List<DnsName> chain)
    {
        // A resolver is the operator's choice: what it says outright is taken as said, though some, written for a purpose, set neither AA nor RA.
        if (message.ResponseCode == ResponseCode.NameError)
        {
            // RFC 6604 §3: the code speaks of the last name of the chain.
            return Negative(ReadingKind.NoSuchName, message, chain);
        }

        // RFC 2308 §2.2: an SOA of a zone that holds the name makes "no data" sure.
        if (message.Authorities.Any(r => r is SoaRecord && current.IsAtOrUnder(r.Owner)))
        {
            return Negative(ReadingKind.NoData, message, chain);
        }

        if (current != asked)
        {
            return new ResponseReading { Kind = ReadingKind.AskOn, Aliases = chain, Lifetime = LeastTtl(message.Answers) };
        }

        if (IsReferral(message))
        {
            return Failed(DnsFailure.Refused, "answered with a referral instead of an answer", chain) with { Kind = ReadingKind.Referral };
        }

        // RFC 2308 §2.2, type 3: no SOA, no NS. Some servers send that for "no data".
        return Negative(ReadingKind.NoData, message, chain);
    }

    // RFC 2308 §2.1, §2.2: NS records without an SOA and without authority send the asker elsewhere.
    private static bool IsReferral(DnsMessage message) =>
        message.ResponseCode == ResponseCode.NoError
        && !message.Header.IsAuthoritative
        && message.Authorities.Any(r => r.Type == RecordType.NS)
        && !message.Authorities.Any(r => r is SoaRecord);

    private static ResponseReading Negative(ReadingKind kind, DnsMessage message, List<DnsName> chain) =>
        ExtendedErrors.TaintsAbsence(message.ExtendedError)
            ? Failed(DnsFailure.Refused, $"found nothing, but says why that may not hold ({ExtendedErrors.Describe(message.ExtendedError!.Value)})", chain)
            : new ResponseReading { Kind = kind, Records = [], Aliases = chain, Lifetime = NegativeTtl(message) };

    // RFC 2308 §5: the lesser of the SOA's own TTL and its minimum; without an SOA an absence is not kept.
    private static uint NegativeTtl(DnsMessage message)
    {
        foreach (var record in message.Authorities)
        {
            if (record is SoaRecord soa)
            {
                return Math.Min(Math.Min(soa.Ttl, soa.Minimum), LeastTtl(message.Answers));
            }
        }

        return 0;
    }

    private static uint LeastTtl(IReadOnlyList<DnsRecord> records)
    {
        var least = uint.MaxValue;
        foreach (var record in records)
        {
            least = Math.Min(least, record.Ttl);
        }

        return least;
    }

    private static ResponseReading Refusal(DnsMessage message)
    {
        var code = message.ResponseCode;
        var word = code switch
        {
            ResponseCode.FormatError => "FORMERR",
            ResponseCode.ServerFailure => "SERVFAIL",
            ResponseCode.NotImplemented => "NOTIMP",
            ResponseCode.Refused => "REFUSED",
            ResponseCode.NameTooLongAfterDname => "YXDOMAIN",
            ResponseCode.NotAuthoritative => "NOTAUTH",
            ResponseCode.BadVersion => "BADVERS",
            _ => FormattableString.Invariant($"code {(int)code}"),
        };
        var problem = message.ExtendedError is { } error ? $"answered {word} ({ExtendedErrors.Describe(error)})" : $"answered {word}";
        var failure = code != ResponseCode.ServerFailure ? DnsFailure.Refused
            : ExtendedErrors.IsBogus(message.ExtendedError) ? DnsFailure.Bogus
            : DnsFailure.ServerFailure;
        return Failed(failure, problem, []);
    }

    private static ResponseReading Failed(DnsFailure failure, string problem, List<DnsName> chain) =>
        new() { Kind = ReadingKind.Failure, Failure = failure, Problem = problem, Records = [], Aliases = chain };
}
