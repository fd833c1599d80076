namespace Postscale.MailDns.Dkim;

/// <summary>Something unusual about a DKIM key record.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">What a person can be told, as part of a sentence without its full stop.</param>
public sealed record DkimKeyWarning(DkimKeyWarningKind Kind, string Reason);
