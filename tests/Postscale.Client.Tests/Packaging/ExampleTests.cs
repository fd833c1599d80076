using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Postscale.Client.Tests.Support;
using Postscale.Testing;

namespace Postscale.Client.Tests.Packaging;

/// <summary>What the pages show is what compiles, and it does what they say.</summary>
public sealed class ExampleTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("src/Postscale.Client/README.md", 2)]
    [InlineData("docs/client.md", 10)]
    [InlineData("docs/api.md", 11)]
    public void The_code_of_the_page_is_the_code_that_these_tests_run(string page, int blocks)
    {
        var examples = Regions(Repository.Read("tests/Postscale.Client.Tests/Packaging/Examples.cs"));
        var shown = CodeBlocks(Repository.Read(page));
        Assert.Equal(blocks, shown.Count);
        Assert.All(shown, block => Assert.Contains(block, examples));
    }

    [Fact]
    public async Task The_README_registers_a_domain_and_asks_for_its_verification()
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await Examples.ReadmeAsync(service.Address.ToString(), await service.KeyAsync(), output, Token);
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("_postscale.example.com TXT ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Verification failed.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_walks_through_a_domain_s_life()
    {
        using var client = Examples.Make(service.Address.ToString(), await service.KeyAsync());
        await using var output = new StringWriter { NewLine = "\n" };
        await Examples.RegisterAsync(client, output, Token);
        Assert.Contains("ownership: TXT record not found for _postscale.example.com", output.ToString(), StringComparison.Ordinal);
        await Examples.FailAsync(client, output, Token);
        Assert.EndsWith("it is registered already\n", output.ToString(), StringComparison.Ordinal);
        await Examples.ManageAsync(client, output, Token);
        await Examples.LookBackAsync(client, output, Token);
        await Examples.KeysAsync(client, output, Token);
        Assert.Contains("domain.delete example.com", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" domain.created example.com\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_call_of_the_API_s_page_does_what_the_page_says()
    {
        using var client = Examples.Make(service.Address.ToString(), await service.KeyAsync());
        await using var output = new StringWriter { NewLine = "\n" };
        await Examples.CallEachAsync(client, output, Token);
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal("outbound 0 True False 5 1", lines[^1]);
        Assert.Contains("3 domain.updated", lines);
        Assert.Contains(lines, l => l.EndsWith(" domain.update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_are_published()
    {
        await using var dns = await PowerDnsServer.StartAsync(new Dictionary<string, string> { ["example.com"] = "" });
        using var client = await service.ClientAsync();
        await client.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: Token);
        await using var output = new StringWriter { NewLine = "\n" };
        await Examples.PublishAsync(client, dns.Url.ToString(), PowerDnsServer.ApiKey, output, Token);
        Assert.Contains("example.com is at a provider that is not known\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("create MX example.com: 10 mx.postscale.io", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_are_made_received_and_removed()
    {
        await using var receiver = ScriptedHttpServer.Start(HttpScript.Json(200, "{}"));
        using var client = await service.ClientAsync();
        for (var i = 0; i < 101; i++)
        {
            await client.Webhooks.CreateAsync(new NewWebhook { Url = receiver.Address.ToString(), Active = false }, cancellationToken: Token);
        }

        await Examples.SendWebhooksAsync(client, receiver.Address.ToString(), Token);
        Assert.Empty((await client.Webhooks.GetPageAsync(cancellationToken: Token)).Webhooks);
        var sent = Assert.Single(receiver.Requests);
        Assert.Equal("refused: WrongSignature", Examples.Receive("whsec_" + Convert.ToBase64String(new byte[32]), sent.Headers, Encoding.Latin1.GetBytes(sent.Body)));
    }

    [Fact]
    public async Task A_received_webhook_is_read()
    {
        await using var receiver = ScriptedHttpServer.Start(HttpScript.Json(200, "{}"));
        using var client = await service.ClientAsync();
        var webhook = await client.Webhooks.CreateAsync(new NewWebhook { Url = receiver.Address.ToString() }, cancellationToken: Token);
        await client.Webhooks.TestAsync(webhook.Id, cancellationToken: Token);
        Assert.Equal("0 webhook.test ", Examples.Receive(webhook.Secret!, receiver.Requests[0].Headers, Encoding.Latin1.GetBytes(receiver.Requests[0].Body)));
    }

    [Fact]
    public void The_configured_client_is_there()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Postscale:ApiKey"] = Clients.Key }).Build();
        Examples.Inject(services, configuration);
        using var provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<PostscaleClient>());
    }

    private static List<string> Regions(string source) =>
        [.. source.Split("        #region ")[1..].Select(part => part[(part.IndexOf('\n') + 1)..part.IndexOf("        #endregion", StringComparison.Ordinal)]).Select(Unindent)];

    private static List<string> CodeBlocks(string page) =>
        [.. page.Split("```csharp\n")[1..].Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)].TrimEnd('\n'))];

    private static string Unindent(string code) =>
        string.Join('\n', code.TrimEnd('\n').Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
}
