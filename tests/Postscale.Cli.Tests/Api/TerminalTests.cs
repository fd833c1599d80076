namespace Postscale.Cli.Tests.Api;

/// <summary>The verbs at a pseudo-terminal.</summary>
public sealed class TerminalTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Bold = "\e[1m";
    private const string Yellow = "\e[33m";

    [Fact]
    public async Task Tables_have_heads_and_colours_unless_somebody_wants_none()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "table.example");
        var shown = (await person.AtTerminalAsync(null, "", "domains", "list")).Shown;
        Assert.Contains($"{Bold}DOMAIN", shown, StringComparison.Ordinal);
        Assert.Contains($"{Yellow}no", shown, StringComparison.Ordinal);
        Assert.Matches("table\\.example +inbound +", shown);

        foreach (var arguments in new string[][] { ["domains", "list", "--color", "never"], ["domains", "get", "table.example", "--color", "never"] })
        {
            Assert.DoesNotContain("\e[3", (await person.AtTerminalAsync(null, "", arguments)).Shown, StringComparison.Ordinal);
        }

        person.Variables["NO_COLOR"] = "1";
        shown = (await person.AtTerminalAsync(null, "", "domains", "list")).Shown;
        Assert.Contains("DOMAIN ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Yellow, shown, StringComparison.Ordinal);
        Assert.Contains(Yellow, (await person.RunAsync("domains", "list", "--color", "always")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_is_asked_about_and_a_no_ends_with_1()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "asked.example");
        Assert.Equal(1, (await person.AtTerminalAsync("[y/N]", "n\n", "domains", "delete", "asked.example")).Exit);
        await person.SucceedAsync("domains", "get", "asked.example");
        var (exit, shown) = await person.AtTerminalAsync("[y/N]", "y\n", "domains", "delete", "asked.example");
        Assert.Equal(0, exit);
        Assert.Contains("removed asked.example", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_typed_is_not_shown()
    {
        using var person = new Person();
        var (exit, shown) = await person.AtTerminalAsync("API key for", service.Key + "\n", "login", "--url", service.Url);
        Assert.Equal(0, exit);
        Assert.Contains("logged in to", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Key[8..^4], shown, StringComparison.Ordinal);
        await person.SucceedAsync("domains", "list");
    }

    [Fact]
    public async Task Records_are_shown_with_what_to_do()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "page.example", "--type", "both");
        Assert.Equal(1, (await person.AtTerminalAsync(null, "", "domains", "verify", "page.example")).Exit);
        var shown = (await person.AtTerminalAsync(null, "", "domains", "dns", "page.example")).Shown;
        Assert.Contains("SPF authentication: pending", shown, StringComparison.Ordinal);
        Assert.Contains("publish this as the one SPF record", shown, StringComparison.Ordinal);
        Assert.Contains("page.example is not verified yet.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_the_database_are_a_table_too()
    {
        using var person = new Person();
        await person.SucceedAsync("keys", "create", "--account", "acme");
        var shown = (await person.AtTerminalAsync(null, "", "keys", "list")).Shown;
        Assert.Contains($"{Bold}ID\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains($"{Bold}ACCOUNT\e[0m", shown, StringComparison.Ordinal);
        Assert.Matches("live +read,write,webhooks +ps_live_", shown);
        Assert.DoesNotContain(Bold, (await person.AtTerminalAsync(null, "", "keys", "list", "--color", "never")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_followed_as_they_happen()
    {
        using var person = new Person(service.Url, service.Key);
        await using var terminal = PseudoTerminal.Start(person.Home, person.Variables, ["events", "--follow"]);
        await person.SucceedAsync("domains", "create", "followed.example");
        await terminal.WaitForAsync("followed.example");
        await terminal.TypeAsync("\u0003");
        Assert.Equal(130, await terminal.WaitForExitAsync());
    }
}
