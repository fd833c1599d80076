using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class PassedOnTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Who_loses_a_name_can_read_when_and_why()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var first = (await service.VerifiedAsync(one, "told.example", "both")).Id();
        var second = (await two.CreateAsync("told.example", "both")).Id();
        service.Zone.Remove("_postscale.told.example");
        await service.PublishAsync(two, second, "ownership");

        Assert.True((await two.VerifyAsync(second)).Truth("verified"));

        // The loser has asked for nothing since.
        var history = (await one.GetAsync($"/v1/domains/{first}/checks")).Json.GetProperty("checks");
        Assert.Equal(2, history.GetArrayLength());
        Assert.Equal("""["ownership"]""", history[0].GetProperty("changed").GetRawText());
        Assert.False(history[0].Truth("verified"));
        Assert.DoesNotContain("ownership", history[0].GetProperty("holding").GetRawText(), StringComparison.Ordinal);
        var check = history[0].GetProperty("checks").EnumerateArray().Single(c => c.Text("record") == "ownership");
        Assert.StartsWith("told.example has passed to another account", check.Text("error"), StringComparison.Ordinal);

        var record = (await one.RecordsAsync(first)).GetProperty("records").EnumerateArray().Single(r => r.Text("name") == "_postscale.told.example");
        Assert.Equal("pending", record.Text("status"));
        Assert.StartsWith("told.example has passed to another account", record.Text("error"), StringComparison.Ordinal);
        Assert.DoesNotContain(two.Account, check.GetRawText() + record.GetRawText(), StringComparison.Ordinal);
    }
}
