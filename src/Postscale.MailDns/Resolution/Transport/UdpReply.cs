using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>What came of a query over UDP.</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="Message">The answer, for <see cref="UdpReplyKind.Answer"/>.</param>
internal readonly record struct UdpReply(UdpReplyKind Kind, DnsMessage? Message = null);
