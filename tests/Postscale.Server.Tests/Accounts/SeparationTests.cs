using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class SeparationTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_belongs_to_another_is_answered_exactly_as_if_it_did_not_exist(bool sameAccountInTest)
    {
        var owner = await service.ClientAsync();
        var stranger = sameAccountInTest ? await service.ClientAsync(owner.Account, KeyEnvironment.Test) : await service.ClientAsync();
        var name = $"theirs-{sameAccountInTest}.example".ToLowerInvariant();
        var before = await service.VerifiedAsync(owner, name, "both");
        var asked = service.Zone.Asked.Count;

        foreach (var id in (string[])[before.Id(), name])
        {
            await IsSameAsync(i => stranger.GetAsync($"/v1/domains/{i}", ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.PutAsync($"/v1/domains/{i}", """{"active":false}""", ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.PutAsync($"/v1/domains/{i}", """{"domain":"other.example"}""", ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.PutAsync($"/v1/domains/{i}", """{"type":1}""", ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.DeleteAsync($"/v1/domains/{i}", ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.PostAsync($"/v1/domains/{i}/verify", null, ("X-Request-ID", "same")));
            await IsSameAsync(i => stranger.GetAsync($"/v1/domains/{i}/dns", ("X-Request-ID", "same")));

            async Task IsSameAsync(Func<string, Task<Answer>> send)
            {
                var theirs = await send(id);
                var nobodys = await send(id == name ? "nobodys.example" : "d290f1ee-6c54-4b01-90e6-d701748f0851");
                Assert.InRange(theirs.Status, 400, 404);
                Assert.Equal(nobodys.Status, theirs.Status);
                Assert.Equal(nobodys.Text, theirs.Text);
                Assert.Equal(nobodys.Headers.Keys.Order(), theirs.Headers.Keys.Order());
            }
        }

        Assert.Equal(asked, service.Zone.Asked.Count);
        Assert.Equal(before.ToString(), (await owner.ReadAsync(name)).ToString());
        Assert.Equal("""{"domains":[],"limit":50,"offset":0}""", (await stranger.GetAsync("/v1/domains")).Json.ToString());
        Assert.Equal(201, (await stranger.PostAsync("/v1/domains", $$"""{"domain":"{{name}}"}""")).Status);
    }
}
