using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

public sealed class LostSpaceTests
{
    [Theory]
    [InlineData("v=spf1 include:mail.example.", "mx -all")]
    [InlineData("v=spf1 ip4:192.0.2.1", "1 -all")]
    [InlineData("v=spf1 ip4:192.0.2.1 ", "mx -all")]
    [InlineData("v=spf1 ip4:192.0.2.1", " mx -all")]
    [InlineData("v=spf1 include:other.te", "st -all")]
    public async Task A_record_split_inside_a_term_or_beside_a_space_has_lost_nothing(string first, string second)
    {
        var zone = new ZoneResolver().Txt("example.com", first, second).Mx("example.com", 1, "example.com").Address("example.com", "192.0.2.9");
        zone.Txt("other.test", "v=spf1 -all").Txt("mail.example.mx", "v=spf1 -all");
        var result = await SpfAuthorisation.AskAsync(
            zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, TestContext.Current.CancellationToken);
        Assert.Equal(SpfAuthorisationOutcome.IncludeMissing, result.Outcome);
    }
}
