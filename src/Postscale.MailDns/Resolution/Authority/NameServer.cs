using System.Net;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>One name server of a zone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoints">Where it can be asked, IPv4 first; empty when nowhere.</param>
/// <param name="Problem">Why it cannot be asked, when it cannot.</param>
internal sealed record NameServer(DnsName Name, IReadOnlyList<IPEndPoint> Endpoints, string? Problem);
