using Postscale.Cli.Check.Explaining;
using Postscale.Server.Options;

namespace Postscale.Cli.Check.Printing;

/// <summary>DNSSEC as the resolver sees it.</summary>
internal static class DnssecSection
{
    public static void Write(Page page, DnssecView view, DnsMode mode)
    {
        page.Blank();
        page.Write("", Ink.Plain, $"DNSSEC: {view.Status.Replace('_', ' ')}", view.Status == DnssecView.Bogus ? Ink.Bad : Ink.Strong);
        page.Write("  ", Ink.Plain, view.Status switch
        {
            DnssecView.Secure => $"the resolver validated all {view.Answers} answers about the domain (AD)",
            DnssecView.Partly => $"the resolver validated {view.Authenticated} of {view.Answers} answers about the domain (AD)",
            DnssecView.NotValidated => "the resolver validated no answer about the domain: the zone is not signed, or the resolver does not validate",
            DnssecView.Bogus => $"signatures do not hold, so that validating resolvers refuse to answer: {string.Join(", ", view.BogusNames)}",
            _ when mode == DnsMode.Authoritative => "name servers that are asked directly do not validate; check with --dns-mode recursive",
            _ => "no answer about the domain could be read",
        });
    }
}
