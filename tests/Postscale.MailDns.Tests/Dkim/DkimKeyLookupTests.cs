using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Dkim;

public sealed class DkimKeyLookupTests
{
    private const string Name = "s1._domainkey.example.com";

    [Fact]
    public async Task A_key_record_is_found()
    {
        var result = await Find(new ZoneResolver().Txt(Name, Key));
        Assert.Equal(DkimKeyOutcome.Found, result.Outcome);
        Assert.Equal(2048, result.Record?.KeyBits);
        Assert.Empty(result.Aliases);
        Assert.Empty(result.Warnings);
        Assert.Null(result.Reason);
    }

    [Fact]
    public async Task The_strings_of_a_record_are_joined_without_anything_between()
    {
        var result = await Find(new ZoneResolver().Txt(Name, Key[..100], Key[100..255], Key[255..]));
        Assert.Equal(DkimKeyOutcome.Found, result.Outcome);
        Assert.Equal([Key], result.Texts);
    }

    [Fact]
    public async Task A_key_behind_aliases_comes_with_the_chain()
    {
        var zone = new ZoneResolver().Cname(Name, "s1.dkim.example.net").Cname("s1.dkim.example.net", "k.example.org").Txt("k.example.org", Key);
        var result = await Find(zone);
        Assert.Equal(DkimKeyOutcome.Found, result.Outcome);
        Assert.Equal(["s1.dkim.example.net", "k.example.org"], result.Aliases.Select(a => a.Text));
        Assert.Equal(Name, result.Name.Text);
    }

    [Fact]
    public async Task An_alias_to_nothing_says_where_it_ends()
    {
        var missing = await Find(new ZoneResolver().Cname(Name, "gone.example.net"));
        Assert.Equal(DkimKeyOutcome.NotFound, missing.Outcome);
        Assert.Equal("the name is an alias that ends at gone.example.net, which does not exist", missing.Reason);

        var bare = await Find(new ZoneResolver().Cname(Name, "host.example.net").Address("host.example.net", "192.0.2.1"));
        Assert.Equal(DkimKeyOutcome.NotFound, bare.Outcome);
        Assert.Equal("the name is an alias that ends at host.example.net, which has no TXT record", bare.Reason);
    }

    [Fact]
    public async Task Absence_says_whether_the_name_exists()
    {
        Assert.Equal("the name does not exist", (await Find(new ZoneResolver())).Reason);
        Assert.Equal("the name has no TXT record", (await Find(new ZoneResolver().Address(Name, "192.0.2.1"))).Reason);
    }

    [Fact]
    public async Task Text_about_something_else_is_no_key()
    {
        var result = await Find(new ZoneResolver().Txt(Name, "v=spf1 -all"));
        Assert.Equal(DkimKeyOutcome.NotFound, result.Outcome);
        Assert.Contains("\"v=spf1 -all\"", result.Reason, StringComparison.Ordinal);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task A_key_beside_other_text_is_found_with_a_warning()
    {
        var result = await Find(new ZoneResolver().Txt(Name, "v=spf1 -all").Txt(Name, Key));
        Assert.Equal(DkimKeyOutcome.Found, result.Outcome);
        Assert.Equal(DkimKeyWarningKind.OtherRecords, Assert.Single(result.Warnings).Kind);
    }

    [Fact]
    public async Task Several_key_records_are_an_outcome_of_their_own_even_if_one_is_broken()
    {
        var result = await Find(new ZoneResolver().Txt(Name, Key).Txt(Name, "v=DKIM1; p=xx*"));
        Assert.Equal(DkimKeyOutcome.Several, result.Outcome);
        Assert.Null(result.Record);
        Assert.Contains("2 DKIM key records", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=MIGf*", DkimKeyErrorKind.NotBase64)]
    [InlineData("\"v=DKIM1; p=AAAA\"", DkimKeyErrorKind.Quotes)]
    [InlineData("v=dkim1; p=AAAA", DkimKeyErrorKind.Version)]
    [InlineData("k=rsa; p=AAAA", DkimKeyErrorKind.KeyMalformed)]
    [InlineData("v = DKIM1", DkimKeyErrorKind.MissingKey)]
    public async Task A_broken_key_record_is_unusable_and_says_why(string text, DkimKeyErrorKind kind)
    {
        var result = await Find(new ZoneResolver().Txt(Name, text));
        Assert.Equal(DkimKeyOutcome.Unusable, result.Outcome);
        Assert.Equal(kind, result.Error?.Kind);
        Assert.Equal(result.Error?.Reason, result.Reason);
    }

    [Fact]
    public async Task A_revoked_key_is_not_a_found_one()
    {
        var result = await Find(new ZoneResolver().Txt(Name, "v=DKIM1; p="));
        Assert.Equal(DkimKeyOutcome.Revoked, result.Outcome);
        Assert.Contains("revoked", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsFailure.Timeout)]
    [InlineData(DnsFailure.ServerFailure)]
    [InlineData(DnsFailure.Bogus)]
    public async Task A_failure_of_DNS_decides_nothing(DnsFailure failure)
    {
        var result = await Find(new ZoneResolver().Txt(Name, Key).Fail(Name, failure));
        Assert.Equal(DkimKeyOutcome.TemporaryFailure, result.Outcome);
        Assert.Equal(failure, result.Answer.Failure);
        Assert.StartsWith("DNS could not be read: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_look_up_throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await DkimKeyLookup.FindAsync(new ZoneResolver(), DnsName.Parse(Name), new CancellationToken(true)));

    private static string Key => TestKeys.Fill("v=DKIM1; k=rsa; p={rsa}");

    private static async Task<DkimKeyResult> Find(ZoneResolver zone) =>
        await DkimKeyLookup.FindAsync(zone, DnsName.Parse(Name), TestContext.Current.CancellationToken);
}
