using System.Text;
using Postscale.Server.Domains;
using Postscale.Server.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Verification;

public sealed class SummaryTests
{
    private const string UpdateVariable = "POSTSCALE_UPDATE_GOLDEN";

    private static readonly string s_golden = Repository.PathOf("tests", "Postscale.Server.Tests", "Verification", "summaries.txt");

    [Theory]
    [InlineData(DomainType.Both, "HHHHMH", "Domain verified. MX, SPF, and DKIM records are valid. DMARC record not found.")]
    [InlineData(DomainType.Both, "MMMMMM", "Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing.")]
    public void The_contract_s_lines_stand_word_for_word(DomainType type, string findings, string summary) => Assert.Equal(summary, Words(type, 0, findings));

    [Theory]
    [InlineData(DomainType.Both, 63, "UUUUUU", "Domain verified. MX, SPF, DKIM, and DMARC records are valid. Ownership, MX, SPF, DKIM, DMARC, and Return-path records could not be read; the last result stands.")]
    [InlineData(DomainType.Both, 63, "HHHHHU", "Domain verified. MX, SPF, DKIM, and DMARC records are valid. Return-path record could not be read; the last result stands.")]
    [InlineData(DomainType.Both, 0, "UUUUUU", "Verification failed. Ownership not confirmed. Ownership, MX, SPF, DKIM, DMARC, and Return-path records could not be read; the last result stands.")]
    [InlineData(DomainType.Inbound, 0, "UHUUUU", "Verification failed. Ownership not confirmed. Ownership record could not be read; the last result stands.")]
    [InlineData(DomainType.Inbound, 3, "UUUUUU", "Domain verified. MX record is valid. Ownership and MX records could not be read; the last result stands.")]
    [InlineData(DomainType.Outbound, 0, "IHHHHH", "Verification failed. Ownership not confirmed.")]
    public void What_could_not_be_read_is_said_and_the_last_result_stands(DomainType type, long before, string findings, string summary) =>
        Assert.Equal(summary, Words(type, before, findings));

    /// <summary>
    /// Every combination that a summary can tell apart. Where a change is meant, the file is written anew with the variable
    /// POSTSCALE_UPDATE_GOLDEN set, and its difference is read before it is committed.
    /// </summary>
    [Fact]
    public void Every_combination_has_the_summary_that_was_agreed_on()
    {
        var lines = new List<string>();
        foreach (var type in Enum.GetValues<DomainType>())
        {
            var spoken = type switch
            {
                DomainType.Outbound => "o.sdm.",
                DomainType.Both => "oxsdm.",
                _ => "ox....",
            };
            lines.AddRange(Letters(spoken).Select(f => $"{type.Name(),-8} {f} {Words(type, 0, f)}"));
        }

        var text = new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
        if (Environment.GetEnvironmentVariable(UpdateVariable) is { Length: > 0 })
        {
            File.WriteAllText(s_golden, text);
        }

        Assert.Equal(File.ReadAllLines(s_golden), lines);
    }

    private static string Words(DomainType type, long before, string letters)
    {
        var findings = Worlds.Of(letters);
        return Summary.Of(DomainState.Merge(Worlds.Make(type, before), findings, Worlds.Start), findings);
    }

    /// <summary>Every verdict for each record in question: ownership is there or not; what no summary speaks of holds.</summary>
    private static IEnumerable<string> Letters(string spoken) => spoken.Aggregate(
        (IEnumerable<string>)[""],
        (heads, kind) => heads.SelectMany(h => (kind switch
        {
            '.' => "H",
            'o' => "HM",
            _ => "HMIU",
        }).Select(v => h + v)));
}
