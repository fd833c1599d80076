using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class DkimRecordKindTests
{
    private const string Name = "postscale1._domainkey.example.com";
    private const string Target = "postscale1.dkim.postscale.io";
    private const string Platform = $"TXT {Target} {{key}}";
    private const string Unreadable = $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands";
    private const string Replace = $"replace it with a CNAME to {Target}";

    private static readonly CheckCase[] s_cases =
    [
        new("the alias as issued", $"CNAME {Name} {Target}\n{Platform}", Verdict.Holds) { Found = [Target, "{key}"] },
        new("an alias to an alias to the target", $"CNAME {Name} dkim.host.example\nCNAME dkim.host.example {Target}\n{Platform}", Verdict.Holds) { Found = ["dkim.host.example", Target, "{key}"] },
        new("the target is an alias itself", $"CNAME {Name} {Target}\nCNAME {Target} key.postscale.example\nTXT key.postscale.example {{key}}", Verdict.Holds)
        {
            Found = [Target, "key.postscale.example", "{key}"],
        },
        new("the platform's key as a TXT record", $"TXT {Name} {{key}}\n{Platform}", Verdict.Holds)
        {
            Found = ["{key}"], Warnings = [$"the key stands at {Name} as a TXT record instead of a CNAME to {Target}: it will break when the platform rotates its key"],
        },
        new("no such name", Platform, Verdict.Missing, $"DKIM record not found for {Name}"),
        new("the name with a mail exchange only", $"MX {Name} 10 mx.postscale.io\n{Platform}", Verdict.Missing, $"DKIM record not found for {Name}"),
        new("an address, as a proxy gives", $"A {Name} 192.0.2.1\n{Platform}", Verdict.Invalid,
            $"DKIM record not found for {Name}: an address record stands there instead, as when a provider proxies or flattens the alias")
        {
            Found = ["192.0.2.1"], Hint = $"switch proxying off for this record and publish the CNAME to {Target}",
        },
        new("the alias without _domainkey", $"CNAME postscale1.example.com {Target}\n{Platform}", Verdict.Missing,
            $"DKIM record not found for {Name}. It stands at postscale1.example.com, where it is not looked for. Move it to {Name}")
        {
            Hint = $"It stands at postscale1.example.com, where it is not looked for. Move it to {Name}",
        },
        new("the alias at the doubled name", $"CNAME {Name}.example.com {Target}\n{Platform}", Verdict.Missing,
            $"DKIM record not found for {Name}. It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider")
        {
            Hint = $"It stands at {Name}.example.com: the domain was added twice. Enter the host part alone at the DNS provider",
        },
        new("an alias elsewhere, where a key is", $"CNAME {Name} k.other.example\nTXT k.other.example {{other-key}}\n{Platform}", Verdict.Invalid,
            $"CNAME record found for {Name} but it points to k.other.example, not to {Target}")
        {
            Found = ["k.other.example", "{other-key}"], Hint = $"point it to {Target}",
        },
        new("an alias elsewhere, where the platform's key is", $"CNAME {Name} k.other.example\nTXT k.other.example {{key}}\n{Platform}", Verdict.Invalid,
            $"CNAME record found for {Name} but it points to k.other.example, not to {Target}")
        {
            Found = ["k.other.example", "{key}"], Hint = $"point it to {Target}",
        },
        new("an alias to nothing", $"CNAME {Name} {Target}.example.com\n{Platform}", Verdict.Invalid,
            $"CNAME record found for {Name} but it points to {Target}.example.com, not to {Target}. There the domain was added to the target. Enter {Target} with a dot at its end")
        {
            Found = [$"{Target}.example.com"], Hint = $"point it to {Target}",
        },
        new("another key as a TXT record", $"TXT {Name} {{other-key}}\n{Platform}", Verdict.Invalid, $"DKIM key found for {Name} but it is not the platform's")
        {
            Found = ["{other-key}"], Hint = Replace,
        },
        new("a revoked key as a TXT record", $"TXT {Name} v=DKIM1; p=\n{Platform}", Verdict.Invalid,
            $"TXT record found for {Name} but it is no DKIM key that works: the key is revoked: its p= tag is empty")
        {
            Found = ["v=DKIM1; p="], Hint = Replace,
        },
        new("a text that is no key", $"TXT {Name} hello\n{Platform}", Verdict.Invalid,
            $"TXT record found for {Name} but it is no DKIM key that works: there is a TXT record, but it is no DKIM key: \"hello\"")
        {
            Found = ["hello"], Hint = Replace,
        },
        new("the platform's key is missing behind the alias", $"CNAME {Name} {Target}", Verdict.Invalid,
            $"CNAME record found for {Name} and right, but the platform's own DKIM key at {Target} cannot be used: the name is an alias that ends at {Target}, which does not exist. This is the platform's to mend")
        {
            Found = [Target],
        },
        new("the platform's key is revoked behind the alias", $"CNAME {Name} {Target}\nTXT {Target} v=DKIM1; p=", Verdict.Invalid,
            $"CNAME record found for {Name} and right, but the platform's own DKIM key at {Target} cannot be used: the key is revoked: its p= tag is empty. This is the platform's to mend")
        {
            Found = [Target, "v=DKIM1; p="],
        },
        new("a key as a TXT record and the platform has none", $"TXT {Name} {{key}}", Verdict.Invalid,
            $"DKIM key found for {Name}, but the platform's own at {Target} cannot be used: the name does not exist. This is the platform's to mend")
        {
            Found = ["{key}"], Hint = Replace,
        },
        new("a key as a TXT record and the platform's revoked", $"TXT {Name} {{key}}\nTXT {Target} v=DKIM1; p=", Verdict.Invalid,
            $"DKIM key found for {Name}, but the platform's own at {Target} cannot be used: the key is revoked: its p= tag is empty. This is the platform's to mend")
        {
            Found = ["{key}"], Hint = Replace,
        },
        new("the name unreadable", $"FAIL {Name}\n{Platform}", Verdict.Unreadable, Unreadable),
        new("the target unreadable behind the alias", $"CNAME {Name} {Target}\nFAIL {Target}", Verdict.Unreadable, Unreadable),
        new("the target unreadable beside a TXT record", $"TXT {Name} {{key}}\nFAIL {Target}", Verdict.Unreadable,
            $"DNS could not be read for {Target}: the server failed (ServerFailure); the last result stands"),
        new("the doubled name unreadable", $"FAIL {Name}.example.com\n{Platform}", Verdict.Missing, $"DKIM record not found for {Name}"),
    ];

    private const string NewName = "postscale2._domainkey.example.com";
    private const string NewTarget = "postscale2.dkim.postscale.io";
    private const string Both = $"{Platform}\nTXT {NewTarget} {{other-key}}";
    private const string Add = $"add a CNAME at {NewName} to {NewTarget}; keep the one of 'postscale1' until it is retired";
    private const string Former = "only the former key, 'postscale1', is in place, and it is being retired.";

    /// <summary>postscale2 is active and postscale1 is being retired.</summary>
    private static readonly CheckCase[] s_rotation =
    [
        new("the alias of the active selector", $"CNAME {NewName} {NewTarget}\n{Both}", Verdict.Holds) { Found = [NewTarget, "{other-key}"] },
        new("both aliases", $"CNAME {Name} {Target}\nCNAME {NewName} {NewTarget}\n{Both}", Verdict.Holds) { Found = [NewTarget, "{other-key}"] },
        new("the alias of the former selector alone", $"CNAME {Name} {Target}\n{Both}", Verdict.Holds)
        {
            Found = [Target, "{key}"], Warnings = [$"{Former} DKIM record not found for {NewName}"], Hint = Add,
        },
        new("the former key as a TXT record", $"TXT {Name} {{key}}\n{Both}", Verdict.Holds)
        {
            Found = ["{key}"],
            Warnings =
            [
                $"the key stands at {Name} as a TXT record instead of a CNAME to {Target}: it will break when the platform rotates its key",
                $"{Former} DKIM record not found for {NewName}",
            ],
            Hint = Add,
        },
        new("the active alias leads elsewhere and the former holds", $"CNAME {Name} {Target}\nCNAME {NewName} elsewhere.example\n{Both}", Verdict.Holds)
        {
            Found = [Target, "{key}"], Warnings = [$"{Former} CNAME record found for {NewName} but it points to elsewhere.example, not to {NewTarget}"], Hint = Add,
        },
        new("both aliases before the operator has published the new key", $"CNAME {Name} {Target}\nCNAME {NewName} {NewTarget}\n{Platform}", Verdict.Holds)
        {
            Found = [Target, "{key}"],
            Warnings =
            [
                $"{Former} CNAME record found for {NewName} and right, but the platform's own DKIM key at {NewTarget} cannot be used: the name is an alias that ends at {NewTarget}, which does not exist. This is the platform's to mend",
            ],
            Hint = Add,
        },
        new("neither", Both, Verdict.Missing, $"DKIM record not found for {NewName}"),
        new("the active unreadable, the former holds", $"CNAME {Name} {Target}\nFAIL {NewName}\n{Both}", Verdict.Unreadable,
            $"DNS could not be read for {NewName}: the server failed (ServerFailure); the last result stands"),
        new("the active missing, the former unreadable", $"FAIL {Name}\n{Both}", Verdict.Unreadable, Unreadable),
    ];

    public static TheoryData<string> RotationCases => CheckCase.NamesOf(s_rotation);

    [Theory]
    [MemberData(nameof(RotationCases))]
    public Task While_a_key_is_being_retired_its_alias_holds_with_a_warning(string what) => CheckCase.RunAsync(
        RecordKinds.Dkim, s_rotation, what, Postscale.Server.Options.Platform.Default with { Selector = "postscale2", RetiringSelectors = ["postscale1"] });

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Each_state_of_DNS_gives_its_finding(string what) => CheckCase.RunAsync(RecordKinds.Dkim, s_cases, what);
}
