using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class OwnershipRecordTests
{
    private const string Name = "_postscale.example.com";
    private const string AddHint = "add a TXT record with the value {token}";

    private static readonly string s_long = new('x', 81);

    private static readonly CheckCase[] s_cases =
    [
        new("the token alone", $"TXT {Name} {{token}}", Verdict.Holds) { Found = ["{token}"] },
        new("the token beside other texts", $"TXT {Name} hello\nTXT {Name} {{token}}", Verdict.Holds) { Found = ["{token}", "hello"] },
        new("the token in two strings", $"TXT {Name} postscale-verification= | {RecordWorld.Token}", Verdict.Holds) { Found = ["{token}"] },
        new("the token in quotes", $"TXT {Name} \"{{token}}\"", Verdict.Holds)
        {
            Found = ["\"{token}\""],
            Warnings = [$"the TXT record at {Name} has quotes or spaces around its value, or is in capitals; publish the value alone, as it is given"],
        },
        new("the token in capitals", $"TXT {Name} postscale-verification={RecordWorld.Token.ToUpperInvariant()}", Verdict.Holds)
        {
            Found = [$"postscale-verification={RecordWorld.Token.ToUpperInvariant()}"],
            Warnings = [$"the TXT record at {Name} has quotes or spaces around its value, or is in capitals; publish the value alone, as it is given"],
        },
        new("the token between spaces", $"TXT {Name} {{space}}{{token}}{{space}}", Verdict.Holds)
        {
            Found = [" {token} "],
            Warnings = [$"the TXT record at {Name} has quotes or spaces around its value, or is in capitals; publish the value alone, as it is given"],
        },
        new("the token behind an alias", $"CNAME {Name} verify.host.example\nTXT verify.host.example {{token}}", Verdict.Holds) { Found = ["{token}"] },
        new("no such name", "", Verdict.Missing, $"TXT record not found for {Name}"),
        new("the name without a TXT record", $"A {Name} 192.0.2.1", Verdict.Missing, $"TXT record not found for {Name}"),
        new("an alias to nothing", $"CNAME {Name} gone.host.example", Verdict.Missing,
            $"TXT record not found for {Name}. It is an alias (CNAME) to gone.host.example, where no TXT record stands")
        {
            Hint = "publish the TXT record at gone.host.example, or in place of the alias",
        },
        new("the token at the domain itself", "TXT @ {token}", Verdict.Missing,
            $"TXT record not found for {Name}. It stands at example.com, where it is not looked for. Move it to {Name}")
        {
            Hint = $"It stands at example.com, where it is not looked for. Move it to {Name}",
        },
        new("the token from a wildcard", $"TXT *.example.com {{token}}\nTXT {Name} {{token}}", Verdict.Holds)
        {
            Found = ["{token}"],
            Warnings = [$"The wildcard record at *.example.com gives this answer for every name that has none of its own; publish the record at {Name} itself"],
        },
        new("another text in a wildcard", $"TXT *.example.com hello\nTXT {Name} {{token}}", Verdict.Holds) { Found = ["{token}"] },
        new("the wildcard unreadable", $"TXT {Name} {{token}}\nFAIL *.example.com", Verdict.Holds) { Found = ["{token}"] },
        new("the name doubled", $"TXT {Name}.example.com {{token}}", Verdict.Missing,
            $"TXT record not found for {Name}. It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = $"It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("another text at the doubled name", $"TXT {Name}.example.com hello", Verdict.Missing, $"TXT record not found for {Name}"),
        new("the doubled name unreadable", $"FAIL {Name}.example.com", Verdict.Missing, $"TXT record not found for {Name}"),
        new("another token", $"TXT {Name} postscale-verification=ffeeddccbbaa99887766554433221100", Verdict.Invalid,
            $"TXT record found for {Name} but it holds another token, \"postscale-verification=ffeeddccbbaa99887766554433221100\": another account's, or an old one")
        {
            Found = ["postscale-verification=ffeeddccbbaa99887766554433221100"], Hint = AddHint,
        },
        new("the token cut off", $"TXT {Name} postscale-verification=00112233", Verdict.Invalid,
            $"TXT record found for {Name} but it holds another token, \"postscale-verification=00112233\": another account's, or an old one")
        {
            Found = ["postscale-verification=00112233"], Hint = AddHint,
        },
        new("a text about something else", $"TXT {Name} hello", Verdict.Invalid, $"TXT record found for {Name} but it is not the token; found \"hello\"") { Found = ["hello"], Hint = AddHint },
        new("the token without its prefix", $"TXT {Name} {RecordWorld.Token}", Verdict.Invalid, $"TXT record found for {Name} but it is not the token; found \"{RecordWorld.Token}\"")
        {
            Found = [RecordWorld.Token], Hint = AddHint,
        },
        new("many texts", string.Join('\n', "abcde".Select(c => $"TXT {Name} {c}")), Verdict.Invalid,
            $"TXT record found for {Name} but it is not the token; found \"a\", \"b\", \"c\" and 2 more")
        {
            Found = ["a", "b", "c", "d", "e"], Hint = AddHint,
        },
        new("texts in whatever order, tokens first and its own before all", string.Join('\n', "hgfedcba".Select(c => $"TXT {Name} {c}")) + $"\nTXT {Name} postscale-verification=00\nTXT {Name} {{token}}", Verdict.Holds)
        {
            Found = ["{token}", "postscale-verification=00", "a", "b", "c", "d", "e", "f", "g", "h"],
        },
        new("a long text", $"TXT {Name} {s_long}", Verdict.Invalid, $"TXT record found for {Name} but it is not the token; found \"{s_long[..80]}…\"") { Found = [s_long], Hint = AddHint },
        new("control characters and octets beyond ASCII", $"TXT {Name} a\u0007b\u00ff", Verdict.Invalid, $"TXT record found for {Name} but it is not the token; found \"a?b?\"")
        {
            Found = ["a\u0007b\u00ff"], Hint = AddHint,
        },
        new("the name unreadable", $"TXT {Name} {{token}}\nFAIL {Name}", Verdict.Unreadable,
            $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands"),
        new("the alias's end unreadable", $"CNAME {Name} verify.host.example\nFAIL verify.host.example", Verdict.Unreadable,
            $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands"),
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.Ownership, s_cases, what);

    [Fact]
    public void A_token_is_128_bits_of_lower_case_hex_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 500).Select(_ => OwnershipRecord.NewToken()).ToList();
        Assert.All(tokens, t => Assert.Matches("^[0-9a-f]{32}$", t));
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
    }

    [Fact]
    public async Task What_single_name_servers_have_beside_the_answer_is_seen_too()
    {
        var dns = new NameServersResolver(RecordWorld.OwnershipValue, "postscale-verification=aa", RecordWorld.OwnershipValue);
        var finding = await RecordKinds.Ownership.CheckAsync(RecordWorld.Context(), dns, TestContext.Current.CancellationToken);
        Assert.Equal((Verdict.Holds, true), (finding.Verdict, OwnershipRecord.Shows(finding, "aa", Platform.Default)));
        Assert.Equal([RecordWorld.OwnershipValue], finding.Found);
    }

    [Theory]
    [InlineData("postscale-verification=aa", true)]
    [InlineData("\"postscale-verification=aa\"", true)]
    [InlineData("postscale-verification=aab", false)]
    [InlineData("aa", false)]
    public void Another_row_s_token_is_seen_in_what_was_found(string text, bool shows) =>
        Assert.Equal(shows, OwnershipRecord.Shows(Finding.Holds(RecordKinds.Ownership, ["x", text]), "aa", Platform.Default));
}
