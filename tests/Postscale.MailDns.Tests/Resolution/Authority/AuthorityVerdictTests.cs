using CsCheck;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Authority;

namespace Postscale.MailDns.Tests.Resolution.Authority;

public sealed class AuthorityVerdictTests
{
    private static readonly DnsName Zone = DnsName.Parse("zone.test");

    [Theory]
    [InlineData("a a", "a", null)]
    [InlineData("a a -", "a", "2 of 3 name servers of zone.test have it")]
    [InlineData("- a - -", "a", "1 of 4 name servers of zone.test has it")]
    [InlineData("x x - a !", "a", "1 of 4 name servers of zone.test has it")]
    [InlineData("b a b", "b", "3 of 3 name servers of zone.test have it, in different versions")]
    [InlineData("b a", "a", "2 of 2 name servers of zone.test have it, in different versions")]
    [InlineData("b b a - x", "b", "3 of 5 name servers of zone.test have it, in different versions")]
    [InlineData("- -", "-", null)]
    [InlineData("x x", "x", null)]
    [InlineData("- ! !", "-", null)]
    [InlineData("x x -", "-", "1 of 3 name servers of zone.test know the name without such a record, the others do not know it")]
    [InlineData("! !", null, null)]
    [InlineData("", null, null)]
    public void The_servers_make_one_answer_in_whatever_order_they_come(string said, string? chosen, string? disagreement)
    {
        var replies = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Reply).ToArray();
        Gen.Shuffle(replies).Sample(
            shuffled =>
            {
                var verdict = AuthorityVerdict.Of(Zone, shuffled);
                Assert.Equal(chosen, verdict is var (reply, _) ? What(reply) : null);
                Assert.Equal(disagreement, verdict?.Disagreement);
            },
            iter: 20);
    }

    [Fact]
    public void The_order_and_the_TTL_of_records_make_no_difference()
    {
        var one = Reply(ReadingKind.Found, Mx("a", 60), Mx("b", 60));
        var other = Reply(ReadingKind.Found, Mx("b", 30), Mx("a", 31));
        Assert.Null(AuthorityVerdict.Of(Zone, [one, other])!.Value.Disagreement);
    }

    private static MxRecord Mx(string host, uint ttl) => new(Zone, ttl, 10, Zone.Prepend(host));

    private static AuthorityReply Reply(string what) => what switch
    {
        "-" => Reply(ReadingKind.NoData),
        "x" => Reply(ReadingKind.NoSuchName),
        "!" => Reply(ReadingKind.Failure),
        _ => Reply(ReadingKind.Found, new TxtRecord(Zone, RecordType.Txt, 60, [what])),
    };

    private static AuthorityReply Reply(ReadingKind kind, params DnsRecord[] records) => new(
        new NameServer(Zone.Prepend("ns"), [], null),
        null,
        new ResponseReading { Kind = kind, Records = records, Aliases = [] },
        null);

    private static string What(AuthorityReply reply) => reply.Reading.Kind switch
    {
        ReadingKind.NoData => "-",
        ReadingKind.NoSuchName => "x",
        _ => ((TxtRecord)reply.Reading.Records[0]).Text,
    };
}
