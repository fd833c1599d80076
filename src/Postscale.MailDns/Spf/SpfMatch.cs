using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Whether a mechanism matches, or the error that ends the evaluation.</summary>
internal readonly record struct SpfMatch(bool IsMatch, SpfVerdict? Error = null)
{
    public static readonly SpfMatch Yes = new(true);

    public static readonly SpfMatch No = new(false);

    public static SpfMatch Of(bool matches) => matches ? Yes : No;

    public static SpfMatch Permanent(string problem) => new(false, SpfVerdict.Permanent(problem));

    // RFC 7208 §4.4, §5: a DNS error in a mechanism ends the evaluation as a temporary error.
    public static SpfMatch Temporary(DnsAnswer answer) =>
        new(false, SpfVerdict.Temporary($"{answer.Name} could not be read ({answer.FailureText ?? "no answer"})."));
}
