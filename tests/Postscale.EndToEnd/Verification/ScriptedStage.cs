using System.Diagnostics;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Verification;

/// <summary>A service whose resolver the test scripts, and a domain of it that is verified with all six records.</summary>
internal sealed class ScriptedStage : IAsyncDisposable
{
    public const string Path = $"/v1/domains/{ScriptedZone.Customer}";

    private readonly TemporaryFolder _folder = new();

    public ScriptedZone Zone { get; } = new();

    public Service Service { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    public static async Task<ScriptedStage> SetAsync(params string[] options)
    {
        var stage = new ScriptedStage();
        try
        {
            stage.Service = await Service.StartAsync(stage._folder.File("p.db"), stage.Zone.Server.Endpoint, [.. ScriptedZone.Platform.Options, "--platform-check", "off", .. options]);
            stage.Api = stage.Service.Client();
            await stage.Api.CreateAsync(ScriptedZone.Customer);
            stage.Zone.Publish((await stage.Api.GetAsync($"{Path}/dns")).Expect(200)["records"]!.AsArray());
            var (answer, _) = await stage.VerifyAsync();
            Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", (string?)answer["summary"]);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another service on the database of the first, which has ended.</summary>
    public Task<Service> RestartAsync(params string[] options) =>
        Service.StartAsync(_folder.File("p.db"), Zone.Server.Endpoint, [.. ScriptedZone.Platform.Options, "--platform-check", "off", .. options]);

    public async Task<JsonObject> DomainAsync() => (await Api.GetAsync(Path)).Expect(200);

    /// <summary>Verifies; says how long that took.</summary>
    public async Task<(JsonObject Answer, TimeSpan Took)> VerifyAsync()
    {
        var clock = Stopwatch.StartNew();
        var answer = (await Api.PostAsync($"{Path}/verify")).Expect(200);
        return (answer, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        await Zone.DisposeAsync();
        _folder.Dispose();
    }
}
