using System.Net.Sockets;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>What came of a query over UDP.</summary>
/// <param name="Kind">Which of the six.</param>
/// <param name="Message">The answer, for <see cref="UdpReplyKind.Answer"/>.</param>
/// <param name="Error">What the system says, for <see cref="UdpReplyKind.Unreachable"/>.</param>
internal readonly record struct UdpReply(UdpReplyKind Kind, DnsMessage? Message = null, SocketError Error = SocketError.Success);
