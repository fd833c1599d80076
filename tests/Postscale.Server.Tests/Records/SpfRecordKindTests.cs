using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

/// <summary>What is made of the library's answer; the answers themselves are the library's to test.</summary>
public sealed class SpfRecordKindTests
{
    private const string Ours = "v=spf1 include:_spf.postscale.io ~all";
    private const string Target = "TXT _spf.postscale.io v=spf1 ip4:192.0.2.0/24 -all";

    private static readonly string s_costly = $"v=spf1 {string.Join(' ', Enumerable.Range(0, 10).Select(i => $"a:h{i}.example"))} include:_spf.postscale.io ~all";

    private static readonly CheckCase[] s_cases =
    [
        new("the record as issued", $"TXT @ {Ours}\n{Target}", Verdict.Holds) { Found = [Ours] },
        new("our include among others", $"TXT @ v=spf1 ip4:198.51.100.1 include:_spf.postscale.io -all\n{Target}", Verdict.Holds)
        {
            Found = ["v=spf1 ip4:198.51.100.1 include:_spf.postscale.io -all"],
        },
        new("other texts beside the record", $"TXT @ hello\nTXT @ {Ours}\n{Target}", Verdict.Holds) { Found = [Ours] },
        new("a nested include", $"TXT @ v=spf1 include:a.example ~all\nTXT a.example v=spf1 include:_spf.postscale.io ~all\n{Target}", Verdict.Holds)
        {
            Found = ["v=spf1 include:a.example ~all"],
        },
        new("a redirect", $"TXT @ v=spf1 redirect=a.example\nTXT a.example {Ours}\n{Target}", Verdict.Holds) { Found = ["v=spf1 redirect=a.example"] },
        new("a record that lets everyone send", $"TXT @ v=spf1 include:_spf.postscale.io +all\n{Target}", Verdict.Holds)
        {
            Found = ["v=spf1 include:_spf.postscale.io +all"],
            Warnings = ["'+all' lets everyone send as this domain; end the record with '~all' or '-all' (RFC 7208 §5.1)."],
        },
        new("no record", Target, Verdict.Missing, "SPF record not found for example.com")
        {
            Hint = $"publish this as the one SPF record: {Ours}",
        },
        new("a record at the doubled name", $"TXT example.com.example.com {Ours}\n{Target}", Verdict.Missing,
            "SPF record not found for example.com. It stands at example.com.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = "It stands at example.com.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("a record at www", $"TXT www.example.com {Ours}\n{Target}", Verdict.Missing,
            "SPF record not found for example.com. It stands at www.example.com, where it is not looked for. Move it to example.com")
        {
            Hint = "It stands at www.example.com, where it is not looked for. Move it to example.com",
        },
        new("quotes that are part of the text", $"TXT @ \"{Ours}\"\n{Target}", Verdict.Missing,
            $"SPF record not found for example.com. The TXT record '\"{Ours}\"' does not begin with 'v=spf1' and a space")
        {
            Hint = $"publish this as the one SPF record: {Ours}",
        },
        new("a record without our include", $"TXT @ v=spf1 ip4:198.51.100.1 ~all\n{Target}", Verdict.Missing, "SPF record found but missing 'include:_spf.postscale.io'")
        {
            Found = ["v=spf1 ip4:198.51.100.1 ~all"],
            Hint = "publish this as the one SPF record: v=spf1 ip4:198.51.100.1 include:_spf.postscale.io ~all",
        },
        new("a neutral include", $"TXT @ v=spf1 ?include:_spf.postscale.io ~all\n{Target}", Verdict.Invalid,
            "The SPF record of example.com reaches _spf.postscale.io through '?include:_spf.postscale.io', and the '?' there makes the result neutral where pass is needed; remove the '?'.")
        {
            Found = ["v=spf1 ?include:_spf.postscale.io ~all"], Hint = $"publish this as the one SPF record: {Ours}",
        },
        new("our include behind all", $"TXT @ v=spf1 -all include:_spf.postscale.io\n{Target}", Verdict.Invalid,
            "The SPF record of example.com names _spf.postscale.io, but 'include:_spf.postscale.io' is never reached, because '-all' before it matches every sender.")
        {
            Found = ["v=spf1 -all include:_spf.postscale.io"], Hint = "publish this as the one SPF record: v=spf1 include:_spf.postscale.io -all",
        },
        new("two records", $"TXT @ {Ours}\nTXT @ v=spf1 mx -all\n{Target}", Verdict.Invalid,
            "example.com has 2 SPF records, and receivers reject that (RFC 7208 §4.5). Merge them into one: 'v=spf1 include:_spf.postscale.io ~all', 'v=spf1 mx -all'.")
        {
            Found = [Ours, "v=spf1 mx -all"], Hint = "publish this as the one SPF record: v=spf1 include:_spf.postscale.io mx ~all",
        },
        new("a syntax error", $"TXT @ v=spf1 include:_spf.postscale.io ipv4:192.0.2.1 ~all\n{Target}", Verdict.Invalid,
            "The SPF record of example.com has a syntax error at character 34, in 'ipv4:192.0.2.1': 'ipv4' is no mechanism; an IPv4 address is written 'ip4:'.")
        {
            Found = ["v=spf1 include:_spf.postscale.io ipv4:192.0.2.1 ~all"],
            Hint = "Correct 'ipv4:192.0.2.1' first: 'ipv4' is no mechanism; an IPv4 address is written 'ip4:'.",
        },
        new("more than ten look-ups before our include", $"TXT @ {s_costly}\n{string.Join('\n', Enumerable.Range(0, 10).Select(i => $"A h{i}.example 192.0.2.{i}"))}\n{Target}", Verdict.Invalid,
            "The SPF record of example.com needs too many look-ups: 'include:_spf.postscale.io' would be look-up 11, and RFC 7208 §4.6.4 allows 10.")
        {
            Found = [s_costly],
            Hint = "Remove terms until at most 10 look-ups are needed. The most costly are 'a:h0.example' (1), 'a:h1.example' (1), 'a:h2.example' (1).",
        },
        new("the platform's own record missing", $"TXT @ {Ours}", Verdict.Holds)
        {
            Found = [Ours],
            Warnings =
            [
                "The included record itself cannot be used at present: _spf.postscale.io does not exist in DNS.",
            ],
        },
        new("the platform's own record unreadable", $"TXT @ {Ours}\nFAIL _spf.postscale.io", Verdict.Holds)
        {
            Found = [Ours],
            Warnings = ["The included record itself cannot be used at present: the TXT records of _spf.postscale.io could not be read (the server failed (ServerFailure))."],
        },
        new("the record unreadable", $"TXT @ {Ours}\nFAIL @ TXT", Verdict.Unreadable,
            "DNS could not be read for example.com: the SPF record of example.com is not known: the TXT records of example.com could not be read (the server failed (ServerFailure)); the last result stands"),
        new("an include before ours unreadable", $"TXT @ v=spf1 include:a.example include:_spf.postscale.io ~all\nFAIL a.example\n{Target}", Verdict.Unreadable,
            "DNS could not be read for example.com: the SPF record of example.com cannot be judged now: 'include:a.example' leads to a.example, but the TXT records of a.example could not be read (the server failed (ServerFailure)); the last result stands")
        {
            Found = ["v=spf1 include:a.example include:_spf.postscale.io ~all"],
        },
        new("the doubled name unreadable", $"FAIL example.com.example.com\n{Target}", Verdict.Missing, "SPF record not found for example.com") { Hint = $"publish this as the one SPF record: {Ours}" },
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.Spf, s_cases, what);
}
