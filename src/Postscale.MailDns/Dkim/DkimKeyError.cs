namespace Postscale.MailDns.Dkim;

/// <summary>Why a text is not a DKIM key record that can be used.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Position">Where it is: the index of a character of the text, from 0; the length of the text when something is missing at its end.</param>
/// <param name="Reason">
/// What a person can be told, as part of a sentence without its full stop. Positions in it count from 1. Anything quoted is cut and printable ASCII.
/// </param>
public sealed record DkimKeyError(DkimKeyErrorKind Kind, int Position, string Reason);
