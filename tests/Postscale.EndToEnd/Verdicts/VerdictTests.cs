namespace Postscale.EndToEnd.Verdicts;

/// <summary>Every case of the tables beside this file, through the whole service and real name servers.</summary>
public sealed class VerdictTests(VerdictWorld world) : IClassFixture<VerdictWorld>
{
    private const int Least = 150;

    public static TheoryData<string> Titles => [.. VerdictFiles.All.Keys];

    [Fact]
    public void There_are_enough_cases_for_every_record() => Assert.True(
        VerdictFiles.All.Count >= Least && VerdictFiles.All.Values.DistinctBy(c => c.Record).Count() == 6, $"{VerdictFiles.All.Count} cases");

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_state_of_DNS_gets_the_verdict_and_the_words_that_its_RFC_calls_for(string title)
    {
        var wanted = VerdictFiles.All[title];
        var (words, answer) = world.Answers[title];
        var check = answer["checks"]!.AsArray().Single(c => (string?)c!["record"] == wanted.Record)!.AsObject();
        var error = (string?)check["error"];
        var hint = (string?)check["hint"];
        var warnings = check["warnings"]?.AsArray().Select(w => (string)w!).ToList() ?? [];
        var found = check["found"]?.AsArray().Select(w => (string)w!).ToList() ?? [];
        var problems = new List<string>();

        Demand(wanted.Outcome == (string?)check["outcome"], $"the outcome is not '{wanted.Outcome}'");
        foreach (var (flag, value) in wanted.Flags)
        {
            Demand((bool?)answer[flag is "verified" ? flag : $"{flag}_verified"] == value, $"{flag} is not {value}");
        }

        Demand((bool?)answer[$"{wanted.Record}_verified"] == (wanted.Outcome == "holds"), $"{wanted.Record}_verified does not go with the outcome");
        Demand(error == (string?)answer[$"{wanted.Record}_error"], $"{wanted.Record}_error is not the error of the check");
        Demand(wanted.WholeError is null || words.Fill(wanted.WholeError) == error, $"the error is not '{wanted.WholeError}'");
        DemandAll(wanted.Errors, error is null ? [] : [error], "error");
        DemandAll(wanted.Hints, hint is null ? [] : [hint], "hint");
        DemandAll(wanted.Warnings, warnings, "warning");
        DemandAll(wanted.Found, found, "text found");
        Demand(wanted.Warnings.Count > 0 || warnings.Count == 0, "there are warnings");
        foreach (var text in wanted.Absent.Select(words.Fill))
        {
            Demand(!string.Join('\n', [error ?? "", hint ?? "", .. warnings]).Contains(text, StringComparison.Ordinal), $"'{text}' stands in the answer");
        }

        Assert.True(problems.Count == 0, $"{title}: {string.Join("; ", problems)}\n{answer}\nZone {words.Zone}:\n{words.ZoneText}");

        void Demand(bool holds, string otherwise)
        {
            if (!holds)
            {
                problems.Add(otherwise);
            }
        }

        void DemandAll(IEnumerable<string> texts, IReadOnlyList<string> among, string what)
        {
            foreach (var text in texts.Select(words.Fill))
            {
                Demand(among.Any(a => a.Contains(text, StringComparison.Ordinal)), $"no {what} has '{text}'");
            }
        }
    }
}
