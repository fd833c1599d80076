using System.Diagnostics.CodeAnalysis;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>What came of asking one server one question: a message, or why there is none.</summary>
internal readonly record struct ServerReply
{
    public DnsMessage? Message { get; private init; }

    public DnsFailure Failure { get; private init; }

    /// <summary>Why there is no message: a phrase that follows the server's address.</summary>
    public string? Problem { get; private init; }

    [MemberNotNullWhen(true, nameof(Message))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsAnswer => Message is not null;

    /// <summary>Whether nothing at all came from the server.</summary>
    public bool IsSilence { get; private init; }

    public static ServerReply Silence { get; } = new() { Failure = DnsFailure.Timeout, Problem = "did not answer", IsSilence = true };

    public static ServerReply Answer(DnsMessage message) => new() { Message = message };

    public static ServerReply Failed(DnsFailure failure, string problem) => new() { Failure = failure, Problem = problem };
}
