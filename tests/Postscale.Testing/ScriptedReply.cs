using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>What a <see cref="ScriptedDnsServer"/> does with a query.</summary>
public sealed record ScriptedReply
{
    /// <summary>No answer at all. Over TCP the connection stays open and silent.</summary>
    public static ScriptedReply Drop { get; } = new() { IsDropped = true };

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];

    /// <summary>The lower four bits of the response code.</summary>
    public int ResponseCode { get; init; }

    public bool IsAuthoritative { get; init; }

    public bool RecursionAvailable { get; init; } = true;

    public bool IsAuthenticated { get; init; }

    /// <summary>An extended error (RFC 8914) to add.</summary>
    public int? ExtendedError { get; init; }

    public bool IsDropped { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Over UDP, what must have happened before the reply is sent.</summary>
    public Task HeldUntil { get; init; } = Task.CompletedTask;

    /// <summary>Over UDP only the header with TC and the question; all of it over TCP.</summary>
    public bool IsTruncated { get; init; }

    public bool HasWrongId { get; init; }

    /// <summary>The question names another name.</summary>
    public bool HasWrongName { get; init; }

    /// <summary>The question names another type.</summary>
    public bool HasWrongType { get; init; }

    /// <summary>The question comes back in lower case.</summary>
    public bool LowersCase { get; init; }

    public bool LeavesQuestionOut { get; init; }

    /// <summary>The right header and question, and then octets that are no records.</summary>
    public bool HasBrokenRecords { get; init; }

    /// <summary>Sent as it is instead of a message.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>Over UDP, sent from another port than the one that was asked.</summary>
    public bool FromElsewhere { get; init; }

    /// <summary>Over TCP, sent in pieces of this many octets.</summary>
    public int TcpPiece { get; init; }

    /// <summary>Over TCP, the connection is closed after this many octets.</summary>
    public int? TcpCloseAfter { get; init; }

    /// <summary>Replies sent before this one, in order: the datagrams of a forger.</summary>
    public IReadOnlyList<ScriptedReply> Before { get; init; } = [];

    public static ScriptedReply Found(params DnsRecord[] answers) => new() { Answers = answers };

    public static ScriptedReply NoData(string zone) => new() { Authorities = [Soa(zone)] };

    public static ScriptedReply NoSuchName(string zone) => new() { ResponseCode = 3, Authorities = [Soa(zone)] };

    public static ScriptedReply Code(int responseCode, int? extendedError = null) =>
        new() { ResponseCode = responseCode, ExtendedError = extendedError };

    /// <summary>Short, since test names hold it.</summary>
    public override string ToString() => "reply";

    public static SoaRecord Soa(string zone, uint serial = 1)
    {
        var name = DnsName.Parse(zone);
        return new SoaRecord(name, 60, name, name, serial, 60);
    }
}
