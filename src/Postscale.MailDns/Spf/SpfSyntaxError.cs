namespace Postscale.MailDns.Spf;

/// <summary>Where and why a text is not an SPF record.</summary>
/// <param name="Position">The character at fault, counted from 0 in the whole text.</param>
/// <param name="Term">The term it stands in, as written.</param>
/// <param name="Reason">What is wrong, as a fragment of a sentence: "'ip4' needs an IPv4 address, found '300.1.2.3'".</param>
public sealed record SpfSyntaxError(int Position, string Term, string Reason);
