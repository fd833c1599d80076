using CsCheck;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class StoredFindingsTests
{
    private static readonly Gen<string?> s_textOrNull = Gen.OneOf(Gen.Const((string?)null), Gen.Char['\u0001', '\u00ff'].Array[0, 40].Select(c => (string?)new string(c)));

    private static readonly Gen<Finding> s_finding = Gen.Select(
        Gen.Int[0, 3],
        s_textOrNull,
        Gen.Char[' ', '~'].Array[0, 100].Select(c => new string(c)).Array[0, 8],
        Gen.Char[' ', '~'].Array[0, 40].Select(c => new string(c)).Array[0, 3],
        s_textOrNull).Select((verdict, error, found, warnings, hint) => new Finding
        {
            Kind = RecordKinds.Mx,
            Verdict = (Verdict)verdict,
            Error = error,
            Found = found,
            Warnings = warnings,
            Hint = hint,
        });

    [Fact]
    public void What_was_written_reads_back() => s_finding.Array[6].Sample(made =>
    {
        var findings = made.Select((f, i) => f with { Kind = RecordKinds.All[i] }).ToList();
        var read = StoredFindings.Read(StoredFindings.Write(findings));
        Assert.Equal(6, read.Count);
        foreach (var finding in findings)
        {
            var kept = read[finding.Kind.Name];
            Assert.Equal((finding.Verdict, finding.Error, finding.Hint), (kept.Verdict, kept.Error, kept.Hint));
            Assert.Equal(finding.Found, kept.Found);
            Assert.Equal(finding.Warnings, kept.Warnings);
            Assert.Equal(finding.Servers, kept.Servers);
        }
    });

    [Fact]
    public void Before_the_first_check_there_is_nothing() => Assert.Empty(StoredFindings.Read(null));

    [Fact]
    public void Long_answers_are_cut_to_eight_texts_of_512_characters()
    {
        var finding = Finding.Holds(RecordKinds.Ownership, [.. Enumerable.Repeat(new string('x', 65_000), 100)]);
        var kept = StoredFindings.Read(StoredFindings.Write([finding]))["ownership"];
        Assert.Equal(8, kept.Found.Count);
        Assert.All(kept.Found, t => Assert.Equal(513, t.Length));
        Assert.InRange(StoredFindings.Write([finding]).Length, 8 * 512, 8 * 520 + 280);
    }

    [Fact]
    public void What_an_earlier_version_wrote_is_still_read()
    {
        const string Kept = """[{"kind":"mx","verdict":"Missing","error":"No MX records found pointing to postscale.io","found":["a.example"],"warnings":[],"hint":null}]""";
        var finding = StoredFindings.Read(Kept)["mx"];
        Assert.Equal((Verdict.Missing, "No MX records found pointing to postscale.io", null), (finding.Verdict, finding.Error, finding.Hint));
        Assert.Equal((0, false, null, 0), (finding.Servers?.Count ?? 0, finding.Authenticated, finding.ExtendedError, finding.DurationMs));
    }
}
