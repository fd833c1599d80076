using Postscale.Server.Records;
using Postscale.Server.Tests.Records;
using Postscale.Server.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Verification;

/// <summary>What people read is bounded, whatever a zone holds.</summary>
public sealed class BoundedFindingTests
{
    [Fact]
    public async Task A_dmarc_record_with_thousands_of_faults_gives_few_and_short_warnings()
    {
        var faults = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"fault-{i}")) + $",{new string('x', 5000)}";
        var zone = new ZoneResolver().Txt("_dmarc.example.com", $"v=DMARC1; p=none; rua={new string('y', 5000)},{faults}");

        var finding = Assert.Single(await new DomainExamination(zone, TimeProvider.System)
            .LookAsync(RecordWorld.Context(), [RecordKinds.Dmarc], TestContext.Current.CancellationToken));

        Assert.InRange(finding.Warnings.Count, 1, 16);
        Assert.All(finding.Warnings, w => Assert.InRange(w.Length, 1, 1025));
        Assert.InRange(finding.Error?.Length ?? 0, 0, 1025);
    }

    [Fact]
    public void Sentences_are_cut_where_they_are_too_many_or_too_long()
    {
        var long_ = new string('w', 1025);
        var bounded = Of(Enumerable.Repeat(long_, 17), new string('e', 4000), "hint").Bounded();

        Assert.Equal(Enumerable.Repeat(long_[..1024] + "\u2026", 16), bounded.Warnings);
        Assert.Equal(new string('e', 1024) + "\u2026", bounded.Error);
        Assert.Equal("hint", bounded.Hint);
    }

    [Fact]
    public void Sentences_of_a_sane_size_stay_as_they_are()
    {
        var finding = Of(Enumerable.Repeat(new string('w', 1024), 16), new string('e', 1024), new string('h', 4096));
        Assert.Equal(finding, finding.Bounded());
    }

    [Fact]
    public void A_hint_that_is_too_long_is_left_out_for_it_is_of_use_only_whole() =>
        Assert.Null(Of([], "error", new string('h', 4097)).Bounded().Hint);

    [Fact]
    public void What_was_found_stays_whole()
    {
        string[] found = [.. Enumerable.Repeat(new string('f', 5000), 100)];
        Assert.Equal(found, Finding.Holds(RecordKinds.Spf, found).Bounded().Found);
    }

    private static Finding Of(IEnumerable<string> warnings, string error, string hint) =>
        Finding.Invalid(RecordKinds.Dmarc, error, [], hint) with { Warnings = [.. warnings] };
}
