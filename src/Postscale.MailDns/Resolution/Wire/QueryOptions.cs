namespace Postscale.MailDns.Resolution.Wire;

/// <summary>How a query is written.</summary>
/// <param name="RecursionDesired">Whether the server is asked to find the answer elsewhere.</param>
/// <param name="PayloadSize">The largest UDP payload to announce by EDNS, in octets; 0 leaves EDNS out.</param>
/// <param name="RandomCase">Whether the letters of the name get random case.</param>
internal readonly record struct QueryOptions(bool RecursionDesired, int PayloadSize, bool RandomCase);
