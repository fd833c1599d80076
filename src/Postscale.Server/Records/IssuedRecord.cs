using Postscale.MailDns.Resolution;

namespace Postscale.Server.Records;

/// <summary>A record for the customer to publish.</summary>
/// <param name="Type">TXT, MX or CNAME.</param>
/// <param name="Name">Where.</param>
/// <param name="Value">What, without quotes.</param>
/// <param name="Priority">For MX, the preference.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record IssuedRecord(string Type, DnsName Name, string Value, int? Priority, string Purpose);
