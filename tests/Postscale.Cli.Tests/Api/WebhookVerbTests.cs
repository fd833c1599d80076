namespace Postscale.Cli.Tests.Api;

/// <summary><c>postscale webhooks</c> in a pipe, against a running service.</summary>
public sealed class WebhookVerbTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_webhook_is_made_shown_changed_tested_rotated_and_removed_by_its_description()
    {
        using var person = new Person(service.Url, service.Key);
        // It is there, and takes no POST.
        var url = $"{service.Url}/healthz";
        var made = await person.SucceedAsync("webhooks", "create", url, "--event", "domain.created", "--event", "domain.deleted", "--description", "mine");
        Assert.Contains("\nsecret\twhsec_", made, StringComparison.Ordinal);
        var shown = await person.SucceedAsync("webhooks", "get", "mine");
        Assert.DoesNotContain("whsec_", shown, StringComparison.Ordinal);
        Assert.Contains("\nevents\tdomain.created,domain.deleted\n", shown, StringComparison.Ordinal);
        Assert.StartsWith($"{url}\tdomain.created,domain.deleted\tyes\t", await person.SucceedAsync("webhooks", "list"), StringComparison.Ordinal);

        var test = await person.RunAsync("webhooks", "test", "mine");
        Assert.Equal((1, ""), (test.ExitCode, test.Error));
        Assert.StartsWith("delivered\tno\nstatus\t405\n", test.Output, StringComparison.Ordinal);

        Assert.Contains("\nevents\tall\n", await person.SucceedAsync("webhooks", "update", "mine", "--event", "all"), StringComparison.Ordinal);
        await person.SucceedAsync("domains", "create", "delivery.example");
        var delivery = (await person.SucceedAsync("webhooks", "deliveries", "--webhook", "mine", "--event", "domain.created")).TrimEnd('\n').Split('\n').Single().Split('\t');
        Assert.Equal("domain.created", delivery[0]);
        Assert.Contains("\nstate\tpending\n", await person.SucceedAsync("webhooks", "retry", delivery[^1]), StringComparison.Ordinal);

        Assert.Contains("\nsecret\twhsec_", await person.SucceedAsync("webhooks", "rotate-secret", url, "--overlap-hours", "0"), StringComparison.Ordinal);
        Assert.StartsWith("removed ", await person.SucceedAsync("webhooks", "delete", "mine"), StringComparison.Ordinal);
        Assert.Equal(1, (await person.RunAsync("webhooks", "get", "mine")).ExitCode);
    }
}
