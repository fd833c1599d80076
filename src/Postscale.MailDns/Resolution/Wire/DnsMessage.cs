using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>A message as read from the wire: header, question, and the records of class IN.</summary>
internal sealed class DnsMessage
{
    public required MessageHeader Header { get; init; }

    /// <summary>The response code, with the upper bits of EDNS where there are any (RFC 6891 §6.1.3).</summary>
    public required ResponseCode ResponseCode { get; init; }

    /// <summary>The question, or null in a message without one.</summary>
    public DnsQuestion? Question { get; init; }

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];

    /// <summary>What the OPT record says, or null without EDNS.</summary>
    public EdnsOptions? Edns { get; init; }

    /// <summary>The first extended error, or null (RFC 8914 §2).</summary>
    public int? ExtendedError => Edns?.ExtendedError;

    /// <summary>Reads a message. Never throws, whatever the octets are.</summary>
    /// <param name="octets">The message, without the length that TCP puts before it.</param>
    /// <param name="message">The message, if it is one.</param>
    /// <param name="reason">What is wrong with it, if it is none.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out DnsMessage? message,
        [NotNullWhen(false)] out string? reason) => TryRead(octets, null, out message, out reason);

    /// <summary>Reads a message whose question is known to be for a name: it need not be made again.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        DnsName? asked,
        [NotNullWhen(true)] out DnsMessage? message,
        [NotNullWhen(false)] out string? reason)
    {
        var reader = new MessageReader(octets, asked);
        message = reader.Read();
        reason = message is null ? reader.Reason : null;
        return message is not null;
    }
}
