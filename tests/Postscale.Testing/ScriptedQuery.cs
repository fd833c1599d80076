using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>A query that a <see cref="ScriptedDnsServer"/> got.</summary>
/// <param name="Number">0 for the first of the server's queries, and so on.</param>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The name asked for.</param>
/// <param name="RawName">The name in the case it came in.</param>
/// <param name="Type">The type asked for.</param>
/// <param name="SourcePort">The port it came from.</param>
/// <param name="OverTcp">Whether it came over TCP.</param>
/// <param name="HasEdns">Whether it carried EDNS.</param>
/// <param name="RecursionDesired">Whether it asked for recursion.</param>
/// <param name="AuthenticatedFlag">Whether AD was set.</param>
public sealed record ScriptedQuery(
    int Number,
    int Id,
    DnsName Name,
    string RawName,
    RecordType Type,
    int SourcePort,
    bool OverTcp,
    bool HasEdns,
    bool RecursionDesired,
    bool AuthenticatedFlag);
