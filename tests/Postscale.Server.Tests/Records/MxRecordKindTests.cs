using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class MxRecordKindTests
{
    private const string NotFound = "No MX records found pointing to postscale.io";
    private const string Replace = "replace it with mx.postscale.io";
    private const string Unreadable = "DNS could not be read for example.com: the server failed (ServerFailure); the last result stands";

    private static readonly CheckCase[] s_cases =
    [
        new("our host alone", "MX @ 10 mx.postscale.io", Verdict.Holds) { Found = ["mx.postscale.io"] },
        new("our host at any preference", "MX @ 0 mx.postscale.io", Verdict.Holds) { Found = ["mx.postscale.io"] },
        new("our host in capitals", "MX @ 10 MX.Postscale.IO", Verdict.Holds) { Found = ["mx.postscale.io"] },
        new("our host twice", "MX @ 10 mx.postscale.io\nMX @ 5 mx.postscale.io", Verdict.Holds) { Found = ["mx.postscale.io", "mx.postscale.io"] },
        new("another host behind ours", "MX @ 20 mx.other.example\nMX @ 10 mx.postscale.io", Verdict.Holds)
        {
            Found = ["mx.postscale.io", "mx.other.example"],
            Warnings = ["mx.other.example also stands in the MX records: some mail may go there and not arrive here"],
        },
        new("another host at the same preference", "MX @ 10 mx.other.example\nMX @ 10 mx.postscale.io", Verdict.Holds)
        {
            Found = ["mx.other.example", "mx.postscale.io"],
            Warnings = ["mx.other.example also stands in the MX records: some mail may go there and not arrive here"],
        },
        new("another host with a better preference", "MX @ 5 mx.other.example\nMX @ 10 mx.postscale.io", Verdict.Invalid,
            "MX records found pointing to mx.postscale.io, but mx.other.example has a better preference (5 before 10) and takes the mail")
        {
            Found = ["mx.other.example", "mx.postscale.io"], Hint = "remove the MX record for mx.other.example, or give mx.postscale.io the lowest number",
        },
        new("no such name", "", Verdict.Missing, NotFound),
        new("no MX record", "TXT @ hello", Verdict.Missing, NotFound),
        new("an address alone", "A @ 192.0.2.1", Verdict.Missing, NotFound)
        {
            Hint = "without an MX record, mail goes to the address of example.com itself, 192.0.2.1 (RFC 5321 section 5.1): publish the MX record to bring it to mx.postscale.io",
        },
        new("a null MX beside ours", "MX @ 0 .\nMX @ 10 mx.postscale.io", Verdict.Invalid, "Null MX found for example.com: the record \"0 .\" says that the domain takes no mail (RFC 7505)")
        {
            Found = [".", "mx.postscale.io"], Hint = "remove the record \"0 .\"",
        },
        new("an address as exchanger", "MX @ 10 192.0.2.1", Verdict.Missing, NotFound)
        {
            Found = ["192.0.2.1"], Hint = "192.0.2.1 is an address, and an MX record takes a host name: publish mx.postscale.io",
        },
        new("another provider's hosts", "MX @ 20 b.other.example\nMX @ 10 a.other.example", Verdict.Missing, NotFound) { Found = ["a.other.example", "b.other.example"] },
        new("a host below ours", "MX @ 10 x.mx.postscale.io", Verdict.Missing, NotFound) { Found = ["x.mx.postscale.io"] },
        new("a null MX", "MX @ 0 .", Verdict.Invalid, "Null MX found for example.com: the record \"0 .\" says that the domain takes no mail (RFC 7505)") { Found = ["."], Hint = Replace },
        new("an alias to our host", "MX @ 10 mail.example.com\nCNAME mail.example.com mx.postscale.io\nA mx.postscale.io 192.0.2.1", Verdict.Invalid,
            "MX record points to mail.example.com, which is an alias (CNAME) to mx.postscale.io; an MX record must name the host itself (RFC 2181 section 10.3)")
        {
            Found = ["mail.example.com"], Hint = Replace,
        },
        new("an alias to an alias to our host", "MX @ 10 mail.example.com\nCNAME mail.example.com m.host.example\nCNAME m.host.example mx.postscale.io\nA mx.postscale.io 192.0.2.1",
            Verdict.Invalid,
            "MX record points to mail.example.com, which is an alias (CNAME) to mx.postscale.io; an MX record must name the host itself (RFC 2181 section 10.3)")
        {
            Found = ["mail.example.com"], Hint = Replace,
        },
        new("an alias to our host that has no address", "MX @ 10 mail.example.com\nCNAME mail.example.com mx.postscale.io", Verdict.Invalid,
            "MX record points to mail.example.com, which is an alias (CNAME) to mx.postscale.io; an MX record must name the host itself (RFC 2181 section 10.3)")
        {
            Found = ["mail.example.com"], Hint = Replace,
        },
        new("an alias elsewhere", "MX @ 10 mail.example.com\nCNAME mail.example.com mx.other.example", Verdict.Missing, NotFound) { Found = ["mail.example.com"] },
        new("our host with the domain behind it", "MX @ 10 mx.postscale.io.example.com", Verdict.Invalid,
            "MX record points to mx.postscale.io.example.com: the domain was added to the host name. Enter mx.postscale.io with a dot at its end")
        {
            Found = ["mx.postscale.io.example.com"], Hint = Replace,
        },
        new("the record at the doubled name", "MX example.com.example.com 10 mx.postscale.io", Verdict.Missing,
            $"{NotFound}. It stands at example.com.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = "It stands at example.com.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("the records unreadable", "MX @ 10 mx.postscale.io\nFAIL @ MX", Verdict.Unreadable, Unreadable),
        new("the address of another host unreadable", "MX @ 10 mail.example.com\nFAIL mail.example.com", Verdict.Missing, NotFound) { Found = ["mail.example.com"] },
        new("the doubled name unreadable", "FAIL example.com.example.com", Verdict.Missing, NotFound),
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.Mx, s_cases, what);

    [Fact]
    public async Task However_many_hosts_there_are_the_look_ups_are_bounded()
    {
        var zone = RecordWorld.Zone(string.Join('\n', Enumerable.Range(0, 200).Select(i => $"MX @ {i} h{i}.other.example")));
        var finding = await RecordKinds.Mx.CheckAsync(RecordWorld.Context(), zone, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Missing, finding.Verdict);
        Assert.InRange(zone.Asked.Count, 1, 6);
    }
}
