using Postscale.MailDns.Resolution;
using Postscale.Server.Options;

namespace Postscale.Cli.Check.Explaining;

/// <summary>What the resolver says of DNSSEC for the domain's own names: the AD bit (RFC 4035 §3.2.3) and bogus answers (RFC 8914).</summary>
/// <param name="Status">The word for it.</param>
/// <param name="Authenticated">How many answers the resolver says it validated.</param>
/// <param name="Answers">Of how many.</param>
/// <param name="BogusNames">The names whose signatures do not hold.</param>
internal sealed record DnssecView(string Status, int Authenticated, int Answers, IReadOnlyList<string> BogusNames)
{
    public const string Secure = "secure";
    public const string Partly = "partly";
    public const string NotValidated = "not_validated";
    public const string Bogus = "bogus";
    public const string Unknown = "unknown";

    /// <param name="answers">All answers.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="mode">Name servers that are asked directly do not validate: only a recursive resolver can say anything.</param>
    public static DnssecView Of(IReadOnlyList<DnsAnswer> answers, DnsName domain, DnsMode mode)
    {
        var own = answers.Where(a => a.Name.IsAtOrUnder(domain)).ToList();
        List<string> bogus = [.. own.Where(a => a.Failure == DnsFailure.Bogus).Select(a => a.Name.Text).Distinct().Order(StringComparer.Ordinal)];

        // An alias into another zone is validated only if that zone is signed too: it says nothing of this domain.
        var definite = own.Where(a => a.IsDefinite && a.Aliases.Count == 0 && !a.IsAuthoritative).ToList();
        var secure = definite.Count(a => a.Authenticated);
        var status = (bogus.Count, definite.Count, secure) switch
        {
            ( > 0, _, _) => Bogus,
            _ when mode == DnsMode.Authoritative => Unknown,
            (_, 0, _) => Unknown,
            (_, _, 0) => NotValidated,
            _ => secure == definite.Count ? Secure : Partly,
        };
        return new DnssecView(status, secure, definite.Count, bogus);
    }
}
