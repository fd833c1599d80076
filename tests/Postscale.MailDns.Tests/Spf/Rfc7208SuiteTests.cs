using System.Net;
using Postscale.MailDns.Spf;

namespace Postscale.MailDns.Tests.Spf;

public sealed class Rfc7208SuiteTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases => SuiteCase.All.Count == 0
        ? [new TheoryDataRow<string>("")]
        : SuiteCase.All.Keys.Select(name => new TheoryDataRow<string>(name) { TestDisplayName = name });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_suite_of_the_openspf_project_passes(string name)
    {
        Assert.True(SuiteCase.All.Count > 0, TestData.HowToFetch(TestData.Suite));
        var test = SuiteCase.All[name];

        var evaluation = await new SpfEvaluator(new SuiteZone(test.Zone)).CheckHostAsync(
            SpfQuery.ForMailFrom(IPAddress.Parse(test.Host), test.MailFrom, test.Helo), TestContext.Current.CancellationToken);

        Assert.Contains(evaluation.Result.ToString().ToLowerInvariant(), test.Results);
        if (test.Explanation is not null)
        {
            Assert.Equal(test.Explanation, evaluation.Explanation ?? "DEFAULT");
        }
    }

    [Fact]
    public void The_suite_is_whole() => Assert.Equal(203, SuiteCase.All.Count);
}
