namespace Postscale.MailDns.Dmarc;

/// <summary>Something a person should know about a DMARC record.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">The index of the character of the record it is about, from 0; null where it is about no single one.</param>
/// <param name="Reason">What a person can be told, as part of a sentence without its full stop.</param>
public sealed record DmarcWarning(DmarcWarningKind Kind, int? Position, string Reason);
