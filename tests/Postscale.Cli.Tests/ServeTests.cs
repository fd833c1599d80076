using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Postscale.Testing;

namespace Postscale.Cli.Tests;

public sealed class ServeTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string?> s_clean = Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(k => k.StartsWith("POSTSCALE_", StringComparison.Ordinal)).ToDictionary(k => k, _ => (string?)null);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_an_empty_database_it_shows_a_key_once_that_works_and_ends_when_told()
    {
        string key;
        await using (var service = Start())
        {
            await service.WaitForOutputAsync("Listening on ", s_patience);
            var lines = service.Output.Split('\n');
            Assert.Equal("The first API key, of account \"default\". It is shown this once:", lines[0]);
            key = lines[1];
            using var http = Client(lines[2], key);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("v1/domains", UriKind.Relative), Token)).StatusCode);
            service.Terminate();
            await service.WaitForExitAsync(s_patience);
            Assert.Equal(0, service.ExitCode);
        }

        await using var again = Start();
        await again.WaitForOutputAsync("Listening on ", s_patience);
        Assert.StartsWith("Listening on ", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key[12..], again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_revoked_beside_the_running_service_is_refused_within_a_second()
    {
        var key = (await Cli.RunAsync(_folder.Path, "keys", "create", "--account", "acme")).Output.Trim();
        await using var service = Start();
        await service.WaitForOutputAsync("Listening on ", s_patience);
        using var http = Client(service.Output.Split('\n')[0], key);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("v1/domains", UriKind.Relative), Token)).StatusCode);

        var id = (await Cli.RunAsync(_folder.Path, "keys", "list")).Output.Split('\t')[0];
        Assert.Equal(0, (await Cli.RunAsync(_folder.Path, "keys", "revoke", id)).ExitCode);
        var revoked = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // What counts is when an accepted request began: how long it takes is the machine's.
            var began = TimeProvider.System.GetElapsedTime(revoked);
            if ((await http.GetAsync(new Uri("v1/domains", UriKind.Relative), Token)).StatusCode == HttpStatusCode.Unauthorized)
            {
                break;
            }

            Assert.InRange(began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Where_another_listens_it_ends_with_1_and_shows_no_key()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var result = await Cli.RunAsync(_folder.Path, "serve", "--listen", $"http://{other.LocalEndpoint}");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("postscale: cannot listen: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ps_live_", (await Cli.RunAsync(_folder.Path, "keys", "list")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ChildProcess Start() => ChildProcess.Start(
        Cli.Program, ["serve", "--listen", "http://127.0.0.1:0"], s_clean, _folder.Path);

    private static HttpClient Client(string line, string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(line["Listening on ".Length..] + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
