using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Threats;

/// <summary>Names that look like another's. The API tells them apart by showing A-labels, and refuses none for its looks.</summary>
public sealed class LookAlikeTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("pаypal.example", "xn--pypal-4ve.example")]
    [InlineData("αpple.example", "xn--pple-zld.example")]
    [InlineData("goog1e.example", "goog1e.example")]
    public async Task A_name_that_looks_like_another_is_a_name_of_its_own_and_shown_as_its_A_labels(string name, string shown)
    {
        var client = await service.ClientAsync();
        var created = await client.PostAsync("/v1/domains", JsonSerializer.Serialize(new Dictionary<string, string> { ["domain"] = name, ["type"] = "both" }));
        Assert.Equal((201, shown), (created.Status, created.Json.Text("domain")));
        foreach (var path in (string[])["", "/dns"])
        {
            var answer = await client.GetAsync($"/v1/domains/{shown}{path}");
            Assert.All(answer.Text, c => Assert.InRange(c, '\n', '~'));
            Assert.DoesNotContain(@"\u0", answer.Text, StringComparison.Ordinal);
        }

        Assert.False((await client.VerifyAsync(shown)).Truth("verified"));
    }

    [Theory]
    [InlineData("ｐａｙｐａｌ.example")]
    [InlineData("PAYPAL.example")]
    [InlineData("pay\u00ADpal.example")]
    [InlineData("paypal。example")]
    public async Task Spellings_that_are_the_same_name_are_the_same_row(string name)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("paypal.example");
        var again = await client.PostAsync("/v1/domains", JsonSerializer.Serialize(new Dictionary<string, string> { ["domain"] = name }));
        Assert.Equal(409, again.Status);
    }
}
