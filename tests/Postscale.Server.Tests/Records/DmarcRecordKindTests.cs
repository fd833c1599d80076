using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class DmarcRecordKindTests
{
    private const string Name = "_dmarc.example.com";
    private const string Policy = "v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io";
    private const string OneHint = "publish exactly one valid DMARC record";

    private static readonly CheckCase[] s_cases =
    [
        new("the record as issued", $"TXT {Name} {Policy}", Verdict.Holds) { Found = [Policy] },
        new("any valid policy", $"TXT {Name} v=DMARC1; p=none", Verdict.Holds)
        {
            Found = ["v=DMARC1; p=none"],
            Warnings = ["the policy is none, which asks nothing of receivers", "no address for aggregate reports is given, so that none are sent"],
        },
        new("other texts beside the record", $"TXT {Name} hello\nTXT {Name} {Policy}", Verdict.Holds) { Found = [Policy] },
        new("the record behind an alias", $"CNAME {Name} d.host.example\nTXT d.host.example {Policy}", Verdict.Holds) { Found = [Policy] },
        new("a parent's record", $"TXT {Name} {Policy}", Verdict.Holds)
        {
            Domain = "mail.example.com", Found = [Policy], Warnings = ["the policy is inherited from example.com: mail.example.com has none of its own"],
        },
        new("a record of its own below a parent's", $"TXT _dmarc.mail.example.com v=DMARC1; p=reject; rua=mailto:a@example.com\nTXT {Name} {Policy}", Verdict.Holds)
        {
            Domain = "mail.example.com", Found = ["v=DMARC1; p=reject; rua=mailto:a@example.com"],
        },
        new("no record", "", Verdict.Missing, $"DMARC record not found for {Name}"),
        new("a text about something else", $"TXT {Name} hello", Verdict.Missing, $"DMARC record not found for {Name}"),
        new("the record at the doubled name", $"TXT {Name}.example.com {Policy}", Verdict.Missing,
            $"DMARC record not found for {Name}. It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = $"It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("the record at the domain itself", $"TXT @ {Policy}", Verdict.Missing,
            $"DMARC record not found for {Name}. It stands at example.com, where it is not looked for. Move it to {Name}")
        {
            Hint = $"It stands at example.com, where it is not looked for. Move it to {Name}",
        },
        new("the record without the underscore", $"TXT dmarc.example.com {Policy}", Verdict.Missing,
            $"DMARC record not found for {Name}. It stands at dmarc.example.com, where it is not looked for. Move it to {Name}")
        {
            Hint = $"It stands at dmarc.example.com, where it is not looked for. Move it to {Name}",
        },
        new("reports to another that has not agreed", $"TXT {Name} v=DMARC1; p=reject; rua=mailto:a@other.test", Verdict.Holds)
        {
            Found = ["v=DMARC1; p=reject; rua=mailto:a@other.test"],
            Warnings = ["reports will not reach \"a@other.test\": other.test does not say that it takes the reports of example.com: there is no record v=DMARC1 at example.com._report._dmarc.other.test"],
        },
        new("reports to another that has agreed", $"TXT {Name} v=DMARC1; p=reject; rua=mailto:a@other.test\nTXT example.com._report._dmarc.other.test v=DMARC1", Verdict.Holds)
        {
            Found = ["v=DMARC1; p=reject; rua=mailto:a@other.test"],
        },
        new("reports to another that cannot be read", $"TXT {Name} v=DMARC1; p=reject; rua=mailto:a@other.test\nFAIL example.com._report._dmarc.other.test", Verdict.Holds)
        {
            Found = ["v=DMARC1; p=reject; rua=mailto:a@other.test"],
        },
        new("two records", $"TXT {Name} {Policy}\nTXT {Name} v=DMARC1; p=none", Verdict.Invalid,
            $"DMARC record found but not valid: there are 2 DMARC records at {Name}, so that receivers ignore all of them")
        {
            Found = ["v=DMARC1; p=none", Policy], Hint = OneHint,
        },
        new("a version in lower case", $"TXT {Name} v=dmarc1; p=none", Verdict.Invalid,
            $"DMARC record found but not valid: the record at {Name} is not applied: the version is written \"dmarc1\" and must be DMARC1 in capitals")
        {
            Found = ["v=dmarc1; p=none"], Hint = OneHint,
        },
        new("the name unreadable", $"TXT {Name} {Policy}\nFAIL {Name}", Verdict.Unreadable,
            $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands"),
        new("a parent unreadable", $"FAIL {Name}", Verdict.Unreadable, $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands") { Domain = "mail.example.com" },
        new("a parent unreadable above a record of its own", $"TXT _dmarc.mail.example.com {Policy}\nFAIL {Name}", Verdict.Holds)
        {
            Domain = "mail.example.com", Found = [Policy], Warnings = [$"the organizational domain is not known, because DNS could not be read at {Name}"],
        },
        new("the top-level domain unreadable", "FAIL _dmarc.com", Verdict.Missing, $"DMARC record not found for {Name}"),
        new("the doubled name and the domain itself unreadable", $"FAIL {Name}.example.com\nFAIL @", Verdict.Missing, $"DMARC record not found for {Name}"),
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.Dmarc, s_cases, what);
}
