using System.Globalization;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>The clock of the service jumps, and SQLite's with it; PostgreSQL keeps its own.</summary>
public sealed class ClockTests
{
    private const string Path = $"/v1/domains/{ScriptedZone.Customer}";

    /// <summary>The form for programs with threads, of the Debian package; its folder is named after the architecture.</summary>
    private static readonly string? s_library = Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => $"{d}/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists);

    private static readonly string[] s_options =
        [.. ScriptedZone.Platform.Options, "--platform-check", "off", "--recheck-verified", "1", "--recheck-pending", "1", "--recheck-pending-most", "1", "--recheck-afterwards", "1", "--log-level", "error"];

    [Theory]
    [InlineData("sqlite", "now", "+2d", "+0d")]
    [InlineData("sqlite", "now", "-10d", "+0d")]
    [InlineData("sqlite", "+2d", "-10d", "+2d")]
    [InlineData("postgres", "+2d", "-10d", "+2d")]
    public async Task Whatever_the_clock_says_at_a_start_it_serves_keeps_what_is_verified_and_looks_again(string product, params string[] clocks)
    {
        Assert.SkipUnless(s_library is not null, "the library of faketime is not installed");
        using var folder = new TemporaryFolder();
        await using var zone = new ScriptedZone();
        var url = product == "sqlite" ? $"sqlite:{folder.File("p.db")}" : await TestDatabases.CreatePostgresAsync();
        string? key = null;
        foreach (var clock in clocks)
        {
            await using var service = await Service.StartInAsync(Clock(clock), url, zone.Server.Endpoint, [.. s_options, "--rate-limit", "40"]);
            var isFirst = key is null;
            key ??= service.FirstKey!;
            var api = service.Client(key);
            await CheckClockAsync(api, clock);
            if (isFirst)
            {
                await RegisterAsync(api, zone);
            }

            await CheckLooksGoOnAsync(api, clock);
            await CheckKeysOfRequestsAsync(api, clock);
            await CheckLimitAsync(api, clock);
            Assert.Empty(service.StandardError);
            await service.StopAsync();
        }
    }

    [Fact]
    public async Task When_the_clock_jumps_under_it_it_goes_on()
    {
        Assert.SkipUnless(s_library is not null, "the library of faketime is not installed");
        using var folder = new TemporaryFolder();
        await using var zone = new ScriptedZone();
        var file = folder.File("clock");
        await File.WriteAllTextAsync(file, "+0d", TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = s_library, ["FAKETIME_TIMESTAMP_FILE"] = file, ["FAKETIME_NO_CACHE"] = "1", ["DONT_FAKE_MONOTONIC"] = "1",
        };
        await using var service = await Service.StartInAsync(environment, $"sqlite:{folder.File("p.db")}", zone.Server.Endpoint, [.. s_options, "--rate-limit", "0"]);
        var api = service.Client();
        await RegisterAsync(api, zone);
        foreach (var clock in (string[])["+2d", "+0d", "-10d", "+2d", "+0d"])
        {
            await File.WriteAllTextAsync(file, clock, TestContext.Current.CancellationToken);
            await CheckClockAsync(api, clock);
            await CheckLooksGoOnAsync(api, clock);
            await CheckKeysOfRequestsAsync(api, clock);
        }

        Assert.Empty(service.StandardError);
        await service.StopAsync();
    }

    private static async Task RegisterAsync(ApiClient api, ScriptedZone zone)
    {
        await api.CreateAsync(ScriptedZone.Customer);
        zone.Publish((await api.GetAsync($"{Path}/dns")).Expect(200)["records"]!.AsArray());
        Assert.True((bool)(await api.PostAsync($"{Path}/verify")).Expect(200)["verified"]!);
    }

    private static Dictionary<string, string?> Clock(string clock) =>
        clock == "now" ? [] : new() { ["LD_PRELOAD"] = s_library, ["FAKETIME"] = clock, ["DONT_FAKE_MONOTONIC"] = "1" };

    /// <summary>The test tests nothing unless the service believes the clock.</summary>
    private static async Task CheckClockAsync(ApiClient api, string clock)
    {
        var name = $"at{clock[0] switch { '+' => "p", '-' => "m", _ => "n" }}{clock.Length}{Guid.NewGuid():n}.example";
        var created = DateTimeOffset.Parse((string)(await api.CreateAsync(name))["created_at"]!, CultureInfo.InvariantCulture);
        var days = clock == "now" ? 0 : int.Parse(clock[..^1], CultureInfo.InvariantCulture);
        Assert.InRange((created - TimeProvider.System.GetUtcNow()).TotalDays, days - 0.1, days + 0.1);
    }

    private static async Task CheckLooksGoOnAsync(ApiClient api, string clock)
    {
        var domain = (await api.GetAsync(Path)).Expect(200);
        Assert.True((bool)domain["verified"]!, $"{clock}: {domain.ToJsonString()}");
        var last = (string?)domain["last_dns_check"];
        // Two more looks: the plan goes on after the first.
        for (var look = 0; look < 2; look++)
        {
            await Wait.UntilAsync(async () => (string?)(await PollAsync(api))["last_dns_check"] is { } checkedAt && checkedAt != last, $"{clock}: a look in the background");
            domain = await PollAsync(api);
            last = (string?)domain["last_dns_check"];
            Assert.True((bool)domain["verified"]!, $"{clock}: {domain.ToJsonString()}");
        }
    }

    // The limit on requests is part of what is tested, and waiting must not use it up.
    private static async Task<JsonObject> PollAsync(ApiClient api)
    {
        await Task.Delay(400, TestContext.Current.CancellationToken);
        return (await api.GetAsync(Path)).Expect(200);
    }

    private static async Task CheckKeysOfRequestsAsync(ApiClient api, string clock)
    {
        var (body, once) = (new JsonObject { ["domain"] = $"once{Guid.NewGuid():n}.example" }, $"key-{Guid.NewGuid():n}");
        var first = await api.PostAsync("/v1/domains", body, once);
        first.Expect(201);
        var again = await api.PostAsync("/v1/domains", body.DeepClone().AsObject(), once);
        Assert.True(again.Headers.ContainsKey("Idempotent-Replayed"), $"{clock}: {again.Text}");
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
    }

    private static async Task CheckLimitAsync(ApiClient api, string clock)
    {
        var reply = await api.GetAsync(Path);
        for (var i = 0; i < 60 && reply.Status == 200; i++)
        {
            reply = await api.GetAsync(Path);
        }

        // The window of a minute runs by the clock that nobody sets.
        reply.Expect(429);
        Assert.True(int.Parse(reply.Headers["Retry-After"], CultureInfo.InvariantCulture) is >= 1 and <= 60, $"{clock}: Retry-After is {reply.Headers["Retry-After"]}");
    }
}
