using System.Net;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;

namespace Postscale.MailDns.Tests.Packaging;

/// <summary>The examples of the library's README, between region marks; <see cref="ReadmeTests"/> holds the two together.</summary>
internal static class ReadmeExamples
{
    public static async Task ResolveAsync(IReadOnlyList<IPEndPoint> servers, TextWriter output, CancellationToken cancellationToken)
    {
        #region resolver
        // servers: your own resolvers, or SystemResolvers.Read()
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = servers });

        DnsAnswer answer = await resolver.ResolveAsync(DnsName.Parse("example.com"), RecordType.MX, cancellationToken);
        output.WriteLine(answer.Outcome switch
        {
            DnsOutcome.Found => string.Join(", ", answer.Records.OfType<MxRecord>().Select(mx => $"{mx.Preference} {mx.Exchange}")),
            DnsOutcome.TemporaryFailure => $"try again: {answer.FailureText}",
            _ => "there is none, and that is certain",
        });
        #endregion
    }

    public static async Task CheckHostAsync(IDnsResolver resolver, TextWriter output, CancellationToken cancellationToken)
    {
        #region check_host
        var query = SpfQuery.ForMailFrom(IPAddress.Parse("192.0.2.7"), mailFrom: "ann@example.com", helo: "out.example.com");
        SpfEvaluation spf = await new SpfEvaluator(resolver).CheckHostAsync(query, cancellationToken);

        output.WriteLine($"{spf.Result} by {spf.MatchedTerm}, {spf.Lookups} look-ups");   // Pass by ip4:192.0.2.0/24, 0 look-ups
        #endregion
    }

    public static async Task AuthoriseAsync(IDnsResolver resolver, TextWriter output, CancellationToken cancellationToken)
    {
        #region authorisation
        SpfAuthorisationResult asked = await SpfAuthorisation.AskAsync(
            resolver, DnsName.Parse("example.com"), include: DnsName.Parse("spf.provider.example"), SpfLimits.Default, cancellationToken);

        output.WriteLine(asked.Holds ? "authorised" : asked.Reason);    // what a receiver would conclude, and why
        output.WriteLine(asked.SuggestedRecord);                        // what to publish so that it is, keeping what is there
        #endregion
    }

    public static async Task DiscoverAsync(IDnsResolver resolver, TextWriter output, CancellationToken cancellationToken)
    {
        #region dmarc
        DmarcResult dmarc = await DmarcDiscovery.FindAsync(resolver, DnsName.Parse("news.example.com"), cancellationToken);

        output.WriteLine(dmarc.Outcome == DmarcOutcome.Found
            ? $"{dmarc.AppliedPolicy}, from {dmarc.FoundAt}"            // Quarantine, from example.com
            : dmarc.Reason);
        #endregion
    }

    public static async Task FindKeyAsync(IDnsResolver resolver, TextWriter output, CancellationToken cancellationToken)
    {
        #region dkim
        DkimKeyResult key = await DkimKeyLookup.FindAsync(resolver, DnsName.Parse("s1._domainkey.example.com"), cancellationToken);

        output.WriteLine(key.Outcome == DkimKeyOutcome.Found
            ? $"{key.Record!.Algorithm}, {key.Record.KeyBits} bits"     // Rsa, 2048 bits
            : key.Reason);

        // And the other side: a pair of your own, and the strings to publish.
        DkimKeyPair pair = DkimKeyPair.Generate();
        output.WriteLine(string.Join(" ", pair.ToKeyRecord().ToTxtStrings().Select(s => $"\"{s}\"")));
        #endregion
    }

    public static void ReadNames(TextWriter output)
    {
        #region names
        if (DomainName.TryParse("News.Bücher.co.uk.", out DomainName? name, out DomainNameError error))
        {
            output.WriteLine(name);                                     // news.xn--bcher-kva.co.uk
            output.WriteLine(PublicSuffixList.Embedded.RegistrableDomain(name, SuffixSections.All)?.ToUnicode());    // bücher.co.uk
        }
        else
        {
            output.WriteLine($"'domain' {error.Describe()}");
        }
        #endregion
    }
}
