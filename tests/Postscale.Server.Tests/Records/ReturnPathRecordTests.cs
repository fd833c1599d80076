using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class ReturnPathRecordTests
{
    private const string Name = "ps-bounces.example.com";
    private const string Target = "bounces.postscale.io";

    private static readonly CheckCase[] s_cases =
    [
        new("the alias as issued", $"CNAME {Name} {Target}", Verdict.Holds) { Found = [Target] },
        new("the alias in capitals", $"CNAME {Name} Bounces.POSTSCALE.io", Verdict.Holds) { Found = [Target] },
        new("an alias to an alias to the target", $"CNAME {Name} b.host.example\nCNAME b.host.example {Target}", Verdict.Holds) { Found = ["b.host.example", Target] },
        new("the target is an alias itself", $"CNAME {Name} {Target}\nCNAME {Target} b.postscale.example", Verdict.Holds) { Found = [Target] },
        new("the target unreadable", $"CNAME {Name} {Target}\nFAIL {Target}", Verdict.Holds) { Found = [Target] },
        new("no such name", "", Verdict.Missing, $"CNAME record not found for {Name}"),
        new("the name with a text only", $"TXT {Name} hello", Verdict.Missing, $"CNAME record not found for {Name}"),
        new("the alias at the doubled name", $"CNAME {Name}.example.com {Target}", Verdict.Missing,
            $"CNAME record not found for {Name}. It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = $"It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("an alias elsewhere", $"CNAME {Name} b.other.example", Verdict.Invalid, $"CNAME record found for {Name} but it points to b.other.example, not to {Target}")
        {
            Found = ["b.other.example"], Hint = $"point it to {Target}",
        },
        new("the target with the domain behind it", $"CNAME {Name} {Target}.example.com", Verdict.Invalid,
            $"CNAME record found for {Name} but it points to {Target}.example.com, not to {Target}. There the domain was added to the target. Enter {Target} with a dot at its end")
        {
            Found = [$"{Target}.example.com"], Hint = $"point it to {Target}",
        },
        new("an address, as a proxy gives", $"A {Name} 192.0.2.1\nA {Name} 192.0.2.2", Verdict.Invalid,
            $"CNAME record not found for {Name}: an address record stands there instead, as when a provider proxies or flattens the alias")
        {
            Found = ["192.0.2.1", "192.0.2.2"], Hint = $"switch proxying off for this record and publish the CNAME to {Target}",
        },
        new("aliases in a circle", $"CNAME {Name} a.example\nCNAME a.example {Name}", Verdict.Invalid,
            $"CNAME record found for {Name} but its aliases lead in a circle (a.example, {Name}) and not to {Target}")
        {
            Found = ["a.example", Name], Hint = $"point it to {Target}",
        },
        new("the name unreadable", $"CNAME {Name} {Target}\nFAIL {Name}", Verdict.Unreadable,
            $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands"),
        new("the second alias unreadable", $"CNAME {Name} b.host.example\nFAIL b.host.example", Verdict.Unreadable,
            "DNS could not be read for b.host.example: the server failed (ServerFailure); the last result stands"),
        new("the address unreadable", $"FAIL {Name} A", Verdict.Missing, $"CNAME record not found for {Name}"),
        new("the doubled name unreadable", $"FAIL {Name}.example.com", Verdict.Missing, $"CNAME record not found for {Name}"),
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.ReturnPath, s_cases, what);
}
