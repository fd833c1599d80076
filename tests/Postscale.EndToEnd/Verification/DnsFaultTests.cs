using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.Testing;

namespace Postscale.EndToEnd.Verification;

/// <summary>DNS that cannot be read is never taken for absence, and never keeps a caller waiting.</summary>
public sealed class DnsFaultTests
{
    /// <summary>The bound of a verification, and what a busy machine may add.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10 + 1.5);

    public static TheoryData<string> Faults => [.. DnsFaults.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task When_nothing_can_be_read_the_last_result_stands_and_the_texts_say_so(string fault)
    {
        await using var stage = await ScriptedStage.SetAsync();
        var before = await stage.DomainAsync();
        var (spoil, words) = DnsFaults.All[fault];
        stage.Zone.Fault = query => ScriptedZone.IsCustomers(query) ? spoil(query, stage.Zone.Healthy(query)) : null;

        var (answer, took) = await stage.VerifyAsync();

        Assert.InRange(took, TimeSpan.Zero, s_bound);
        CheckAllHold(answer);
        Assert.Equal(
            "Domain verified. MX, SPF, DKIM, and DMARC records are valid. "
            + "Ownership, MX, SPF, DKIM, DMARC, and Return-path records could not be read; the last result stands.",
            (string?)answer["summary"]);
        foreach (var (field, name) in NamesAsked())
        {
            var error = (string?)answer[field];
            Assert.StartsWith($"DNS could not be read for {name}: ", error);
            Assert.Contains(words, error);
            Assert.EndsWith("; the last result stands", error);
        }

        Assert.False(answer.ContainsKey("mx_records"));
        Assert.False(answer.ContainsKey("spf_record"));

        // A check that read nothing has completed nothing, and changed nothing.
        Assert.True(JsonNode.DeepEquals(before, await stage.DomainAsync()), $"{before} became {await stage.DomainAsync()}");
    }

    [Fact]
    public async Task Answers_that_come_truncated_are_read_over_TCP()
    {
        await using var stage = await ScriptedStage.SetAsync();
        stage.Zone.Fault = query => stage.Zone.Healthy(query) with { IsTruncated = true };

        var (answer, _) = await stage.VerifyAsync();

        CheckDefinite(answer);
        Assert.Contains(stage.Zone.Server.Queries, q => q.OverTcp);
    }

    [Fact]
    public async Task An_answer_that_was_lost_once_is_asked_for_again()
    {
        await using var stage = await ScriptedStage.SetAsync();
        var asked = new HashSet<string>();
        stage.Zone.Fault = query =>
        {
            lock (asked)
            {
                return asked.Add($"{query.Name} {query.Type}") ? ScriptedReply.Drop : null;
            }
        };

        var (answer, took) = await stage.VerifyAsync();

        CheckDefinite(answer);
        Assert.InRange(took, TimeSpan.Zero, s_bound);
    }

    [Fact]
    public async Task One_record_that_cannot_be_read_keeps_its_result_while_the_others_are_decided()
    {
        await using var stage = await ScriptedStage.SetAsync();
        stage.Zone.Fault = query => query.Name.Text == $"ps-bounces.{ScriptedZone.Customer}" ? ScriptedReply.NoSuchName("example")
            : query.Type.ToString() == "MX" ? ScriptedReply.Code(2)
            : null;

        var (answer, _) = await stage.VerifyAsync();

        Assert.Equal(
            "Domain verified. MX, SPF, DKIM, and DMARC records are valid. MX record could not be read; the last result stands.", (string?)answer["summary"]);
        Assert.True((bool)answer["mx_verified"]!);
        Assert.Equal(
            $"DNS could not be read for {ScriptedZone.Customer}: {stage.Zone.Server.Endpoint} answered SERVFAIL; the last result stands", (string?)answer["mx_error"]);
        Assert.False((bool)answer["return_path_verified"]!);
        Assert.Equal($"CNAME record not found for ps-bounces.{ScriptedZone.Customer}", (string?)answer["return_path_error"]);
    }

    private static IEnumerable<(string Field, string Name)> NamesAsked()
    {
        const string Name = ScriptedZone.Customer;
        return
        [
            ("ownership_error", $"_postscale.{Name}"), ("mx_error", Name), ("spf_error", Name),
            ("dkim_error", $"postscale1._domainkey.{Name}"), ("dmarc_error", $"_dmarc.{Name}"), ("return_path_error", $"ps-bounces.{Name}"),
        ];
    }

    private static void CheckDefinite(JsonObject answer)
    {
        CheckAllHold(answer);
        Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", (string?)answer["summary"]);
        Assert.DoesNotContain(answer, p => p.Key.EndsWith("_error", StringComparison.Ordinal));
    }

    private static void CheckAllHold(JsonObject answer)
    {
        string[] flags = ["verified", .. RecordNames.All.Select(r => $"{r}_verified")];
        Assert.Equal(flags, flags.Where(f => (bool)answer[f]!));
    }
}
