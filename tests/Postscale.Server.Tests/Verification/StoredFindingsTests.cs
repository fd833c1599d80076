using CsCheck;
using Postscale.Server.Records;
using Postscale.Server.Tests.Records;
using Postscale.Server.Verification;
using Postscale.Testing;

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

    [Fact]
    public void What_was_read_last_stays_known_while_DNS_cannot_be_read()
    {
        var held = StoredFindings.Read(StoredFindings.Write([Finding.Holds(RecordKinds.Mx, ["mx.postscale.io"])]));
        var kept = held;
        for (var look = 0; look < 3; look++)
        {
            kept = StoredFindings.Read(StoredFindings.Write([Worlds.Of(RecordKinds.Mx, Verdict.Unreadable)], kept));
            Assert.Equal((Verdict.Unreadable, 0), (kept["mx"].Verdict, kept["mx"].Found.Count));
            Assert.Equal((Verdict.Holds, "mx.postscale.io"), (kept["mx"].LastRead!.Value.Verdict, Assert.Single(kept["mx"].LastRead!.Value.Found)));
        }

        Assert.Null(StoredFindings.Read(StoredFindings.Write([Worlds.Of(RecordKinds.Mx, Verdict.Unreadable)]))["mx"].LastRead);
        Assert.DoesNotContain("last", StoredFindings.Write([Worlds.Of(RecordKinds.Mx, Verdict.Missing)], kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_texts_than_are_kept_are_the_same_in_whatever_order_they_come()
    {
        string[] texts = [.. Enumerable.Range(0, 20).Select(i => $"text {i}")];
        for (var turn = 0; turn < texts.Length; turn += 7)
        {
            var zone = new ZoneResolver();
            Array.ForEach([.. texts[turn..], .. texts[..turn]], t => zone.Txt("_postscale.example.com", t));
            var finding = await RecordKinds.Ownership.CheckAsync(RecordWorld.Context(), zone, TestContext.Current.CancellationToken);
            Assert.Equal(["text 0", "text 1", "text 10", "text 11", "text 12", "text 13", "text 14", "text 15"], StoredFinding.Of(finding).Found);
        }
    }
}
