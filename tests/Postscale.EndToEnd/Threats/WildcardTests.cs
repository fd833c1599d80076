using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Threats;

/// <summary>A parent's wildcard, served by a real name server, and a child that somebody else registers.</summary>
public sealed class WildcardTests(DnsWorld world)
{
    [Fact]
    public async Task A_wildcard_of_the_parent_answers_for_a_child_and_proves_nothing_but_its_own_token()
    {
        using var folder = new TemporaryFolder();
        var database = folder.File("p.db");
        var platform = new PlatformZone("wild-platform.example");
        await world.PublishAsync(platform.Domain, platform.Records());
        await world.PublishAsync("wild.example", "");
        await using var service = await Service.StartAsync(database, world.Resolver, platform.Options);
        using var parent = service.Client();
        using var child = service.Client((await Executable.SucceedAsync("keys", "create", "--account", "child", "--database", $"sqlite:{database}")).Lines[0]);
        var ofParent = await TokenAsync(parent, await parent.CreateAsync("wild.example", "inbound"));
        var domain = await child.CreateAsync("mail.wild.example", "inbound");
        var ofChild = await TokenAsync(child, domain);

        // The parent's token is everywhere below it, so that the parent is proved by it and no child is.
        await world.PublishAsync("wild.example", $"* TXT \"{ofParent}\"\n@ MX 10 {platform.Mx}.\n* MX 10 {platform.Mx}.");
        Assert.True((bool)(await VerifyAsync(parent, "wild.example"))["verified"]!);
        var answer = await VerifyAsync(child, "mail.wild.example");
        Assert.Equal((false, true), ((bool)answer["ownership_verified"]!, (bool)answer["mx_verified"]!));
        Assert.Contains("holds another token", (string?)answer["ownership_error"], StringComparison.Ordinal);
        Assert.Contains("The wildcard record at ", (string?)answer["ownership_error"], StringComparison.Ordinal);

        // Only who writes the child's own token into the wildcard, and so holds the zone, proves it; the answer warns of it.
        await world.PublishAsync("wild.example", $"* TXT \"{ofParent}\"\n* TXT \"{ofChild}\"\n@ MX 10 {platform.Mx}.\n* MX 10 {platform.Mx}.");
        answer = await VerifyAsync(child, "mail.wild.example");
        Assert.True((bool)answer["verified"]!);
        Assert.Contains("The wildcard record at ", answer["warnings"]!["ownership"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<string> TokenAsync(ApiClient api, JsonObject domain) =>
        (string)(await api.GetAsync($"/v1/domains/{(string)domain["id"]!}/dns")).Expect(200)["records"]![0]!["value"]!;

    private static async Task<JsonObject> VerifyAsync(ApiClient api, string name) => (await api.PostAsync($"/v1/domains/{name}/verify")).Expect(200);
}
