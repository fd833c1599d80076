using System.CommandLine;
using Postscale.Cli.PlatformVerbs;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Cli.Tests.PlatformVerbs;

/// <summary>The names of customers' domains: <c>platform records --domains</c>, <c>platform check --domains</c>.</summary>
public sealed class PlatformDomainsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_printed_for_the_domains_is_what_the_check_looks_for()
    {
        Assert.Equal(0, (await RunAsync("records")).Code);
        var tokens = await RegisterAsync("a.example", "b.example");
        var (code, output, error) = await RunAsync("records", "--domains");
        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "; The names that the DKIM aliases of customers of p.test point at, one for each domain and key.",
                "; Put these lines into the zone that holds dkim.p.test, and print them again as domains come and go.",
                "$TTL 3600",
                $"{DkimLabel.Of(tokens[0])}.postscale1.dkim.p.test. IN CNAME postscale1.dkim.p.test. ; a.example",
                $"{DkimLabel.Of(tokens[1])}.postscale1.dkim.p.test. IN CNAME postscale1.dkim.p.test. ; b.example",
            ],
            lines);
        Assert.All(tokens, t => Assert.DoesNotContain(t, output, StringComparison.Ordinal));

        await using var dns = ScriptedDnsServer.Start(query => query.Name.Text.StartsWith(DkimLabel.Of(tokens[0]), StringComparison.Ordinal) ? ScriptedReply.Code(2) : ScriptedReply.NoSuchName("test"));
        var check = await RunAsync("check", "--domains", "--dns", dns.Endpoint.ToString());
        Assert.Equal(1, check.Code);
        Assert.Matches($@"CNAME {DkimLabel.Of(tokens[0])}\.postscale1\.dkim\.p\.test .* could not be read ", check.Output);
        Assert.Matches($@"CNAME {DkimLabel.Of(tokens[1])}\.postscale1\.dkim\.p\.test .* missing +publish it as 'postscale platform records --domains' prints it\n", check.Output);
        Assert.DoesNotContain("CNAME", (await RunAsync("check", "--dns", dns.Endpoint.ToString())).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("records")]
    [InlineData("check")]
    public async Task Where_all_domains_share_a_target_there_is_nothing_to_print(string verb)
    {
        var result = await RunAsync(verb, "--domains", "--platform", "dkim-target=shared", "--dns", "127.0.0.1:9");
        Assert.Equal(
            (2, "", "postscale: --domains is for platforms with 'dkim-target=per-domain'; here all domains point at the same name\n"), (result.Code, result.Output, result.Error));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> RegisterAsync(params string[] names)
    {
        var token = TestContext.Current.CancellationToken;
        var database = Database.Create($"sqlite:{_folder.File("p.db")}");
        await using (database)
        {
            await database.OpenAsync(token);
            var store = new KeyStore(database);
            var key = await new AccountService(store, TimeProvider.System).CreateKeyAsync("acme", KeyEnvironment.Live, KeyScopes.All, KeyExpiry.Never, token);
            var caller = (await store.FindAsync(ApiKeyText.Hash(key), token))!.Caller;
            var tokens = new List<string>();
            foreach (var name in names)
            {
                var domain = new Domain
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = caller.AccountId,
                    Environment = caller.Environment,
                    Name = name,
                    Type = DomainType.Both,
                    CatchAllEnabled = false,
                    Active = true,
                    Token = OwnershipRecord.NewToken(),
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                };
                Assert.True(await database.WriteAsync((session, cancellation) => DomainStore.TryAddAsync(session, domain, cancellation), token));
                tokens.Add(domain.Token);
            }

            return [.. tokens];
        }
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string verb, params string[] arguments)
    {
        string[] mode = arguments.Contains("--platform") ? [] : ["--platform", "dkim-target=per-domain"];
        string[] dns = verb == "check" ? arguments : [.. arguments.Where(a => a is not ("--dns" or "127.0.0.1:9"))];
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = PlatformCommand.Create().Parse([verb, .. dns, "--database", $"sqlite:{_folder.File("p.db")}", "--platform", "domain=p.test", .. mode]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
