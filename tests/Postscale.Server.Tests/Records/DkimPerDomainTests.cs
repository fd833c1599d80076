using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

/// <summary>The DKIM record where each domain has a target of its own.</summary>
public sealed class DkimPerDomainTests
{
    private const string Name = "postscale1._domainkey.example.com";
    private const string Key = "postscale1.dkim.postscale.io";
    private const string Label = "e2e1cd829212c503ddb5ec84194b8fbb";
    private const string Target = $"{Label}.{Key}";
    private const string Other = $"0123456789abcdef0123456789abcdef.{Key}";
    private const string Published = $"TXT {Key} {{key}}\nCNAME {Target} {Key}\nCNAME {Other} {Key}";

    private static readonly Platform s_platform = Platform.Default with { DkimTargetMode = DkimTargetMode.PerDomain };

    private static readonly CheckCase[] s_cases =
    [
        new("the alias as issued", $"CNAME {Name} {Target}\n{Published}", Verdict.Holds) { Found = [Target, Key, "{key}"] },
        new("the key itself at the domain's target", $"CNAME {Name} {Target}\nTXT {Key} {{key}}\nTXT {Target} {{key}}", Verdict.Holds) { Found = [Target, "{key}"] },
        new("the target of another domain", $"CNAME {Name} {Other}\n{Published}", Verdict.Invalid, $"CNAME record found for {Name} but it points to {Other}, not to {Target}")
        {
            Found = [Other, Key, "{key}"], Hint = $"point it to {Target}",
        },
        new("the target that shared platforms have", $"CNAME {Name} {Key}\n{Published}", Verdict.Invalid,
            $"CNAME record found for {Name} but it points to {Key}, not to {Target}. The target is not the same for all domains: put '{Label}.' before it")
        {
            Found = [Key, "{key}"], Hint = $"point it to {Target}",
        },
        new("the platform's key as a TXT record", $"TXT {Name} {{key}}\n{Published}", Verdict.Invalid,
            $"DKIM key found for {Name} and it is the platform's, but as a TXT record, which does not say whose domain this is")
        {
            Found = ["{key}"], Hint = $"replace it with a CNAME to {Target}",
        },
        new("nothing", Published, Verdict.Missing, $"DKIM record not found for {Name}"),
        new("the alias before the operator has published the domain's name", $"CNAME {Name} {Target}\nTXT {Key} {{key}}", Verdict.Invalid,
            $"CNAME record found for {Name} and right, but the platform's own DKIM key at {Target} cannot be used: the name is an alias that ends at {Target}, which does not exist. This is the platform's to mend")
        {
            Found = [Target],
        },
        new("the domain's name unreadable behind the alias", $"CNAME {Name} {Target}\nFAIL {Target}", Verdict.Unreadable,
            $"DNS could not be read for {Name}: the server failed (ServerFailure); the last result stands"),
    ];

    private const string NewName = "postscale2._domainkey.example.com";
    private const string NewTarget = $"{Label}.postscale2.dkim.postscale.io";
    private const string Both = $"{Published}\nTXT postscale2.dkim.postscale.io {{other-key}}\nCNAME {NewTarget} postscale2.dkim.postscale.io";

    /// <summary>postscale2 is active and postscale1 is being retired.</summary>
    private static readonly CheckCase[] s_rotation =
    [
        new("the alias of the active selector", $"CNAME {NewName} {NewTarget}\n{Both}", Verdict.Holds) { Found = [NewTarget, "postscale2.dkim.postscale.io", "{other-key}"] },
        new("the alias of the former selector alone", $"CNAME {Name} {Target}\n{Both}", Verdict.Holds)
        {
            Found = [Target, Key, "{key}"],
            Warnings = [$"only the former key, 'postscale1', is in place, and it is being retired. DKIM record not found for {NewName}"],
            Hint = $"add a CNAME at {NewName} to {NewTarget}; keep the one of 'postscale1' until it is retired",
        },
        new("the former alias to another domain's target", $"CNAME {Name} {Other}\n{Both}", Verdict.Missing, $"DKIM record not found for {NewName}"),
    ];

    public static TheoryData<string> Cases => CheckCase.NamesOf(s_cases);

    public static TheoryData<string> RotationCases => CheckCase.NamesOf(s_rotation);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Only_the_target_of_this_very_row_holds(string what) => CheckCase.RunAsync(RecordKinds.Dkim, s_cases, what, s_platform);

    [Theory]
    [MemberData(nameof(RotationCases))]
    public Task While_a_key_is_being_retired_its_name_of_this_row_holds(string what) => CheckCase.RunAsync(
        RecordKinds.Dkim, s_rotation, what, s_platform with { Selector = "postscale2", RetiringSelectors = ["postscale1"] });

    [Fact]
    public void The_record_to_publish_names_it_and_nothing_else_changes()
    {
        var context = RecordWorld.Context(platform: s_platform);
        Assert.Equal((Name, Target), (RecordKinds.Dkim.Issue(context).Name.Text, RecordKinds.Dkim.Issue(context).Value));
        Assert.All(RecordKinds.All.Where(k => k != RecordKinds.Dkim), k => Assert.Equal(k.Issue(RecordWorld.Context()), k.Issue(context)));
    }
}
