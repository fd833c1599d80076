namespace Postscale.MailDns.Resolution;

/// <summary>What the servers say to one question, and which of them said so.</summary>
/// <param name="Reading">The reading; the problem of a failure is whole, the server's address included.</param>
/// <param name="Server">The server that answered, or null.</param>
/// <param name="Authenticated">Whether it says that it validated the answer.</param>
/// <param name="ExtendedError">The first extended error of the answer, or null.</param>
internal readonly record struct ServerReading(ResponseReading Reading, string? Server, bool Authenticated, int? ExtendedError);
