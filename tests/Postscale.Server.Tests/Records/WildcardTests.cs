using Postscale.MailDns.Resolution;
using Postscale.Server.Records;
using Postscale.Testing;

namespace Postscale.Server.Tests.Records;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("TXT *.example.com a\nTXT x.example.com a", true)]
    [InlineData("TXT *.example.com a\nTXT *.example.com b\nTXT x.example.com b\nTXT x.example.com a", true)]
    [InlineData("TXT *.example.com a\nTXT *.example.com b\nTXT x.example.com a", false)]
    [InlineData("TXT *.example.com b\nTXT x.example.com a", false)]
    [InlineData("TXT x.example.com a", false)]
    [InlineData("CNAME *.example.com t.example\nCNAME x.example.com t.example\nTXT t.example a", true)]
    [InlineData("CNAME *.example.com t.example\nTXT x.example.com a\nTXT t.example a", false)]
    [InlineData("CNAME *.example.com gone.example\nCNAME x.example.com gone.example", true)]
    [InlineData("A *.example.com 192.0.2.1\nA x.example.com 192.0.2.2", false)]
    [InlineData("TXT x.example.com a\nFAIL *.example.com", false)]
    public async Task An_answer_is_explained_by_a_wildcard_that_has_the_very_same(string zone, bool explained)
    {
        var dns = RecordWorld.Zone(zone);
        var token = TestContext.Current.CancellationToken;
        var answer = await dns.ResolveAsync(DnsName.Parse("x.example.com"), RecordType.Txt, token);
        var sentence = await Wildcard.Ask(DnsName.Parse("example.com"), RecordType.Txt, dns, token).ExplainAsync(answer, token);
        Assert.Equal(
            explained ? "The wildcard record at *.example.com gives this answer for every name that has none of its own; publish the record at x.example.com itself" : null,
            sentence);
    }

    [Fact]
    public async Task A_wildcard_that_is_never_answered_holds_nothing_up()
    {
        var zone = RecordWorld.Zone("TXT _postscale.example.com {token}");
        var finding = await RecordKinds.Ownership.CheckAsync(RecordWorld.Context(), new SilentAboutWildcards(zone), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Empty(finding.Warnings);
    }

    private sealed class SilentAboutWildcards(ZoneResolver zone) : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            if (name.Text.StartsWith('*'))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await zone.ResolveAsync(name, type, cancellationToken);
        }
    }
}
