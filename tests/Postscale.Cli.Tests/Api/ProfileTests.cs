using System.Diagnostics;
using System.Text.Json.Nodes;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>Who calls, and where: profiles, variables, options, and what is told of failures.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProfileTests(ApiService service) : IClassFixture<ApiService>
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_key_is_kept_for_its_owner_alone_and_used_and_forgotten()
    {
        using var person = new Person();
        var result = await LogInAsync(person, service.Key);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"logged in to {service.Url} with the key {service.Key[..12]}…{service.Key[^4..]}, as the profile 'default'\n", result.Output);
        Assert.Equal(OwnerFile, File.GetUnixFileMode(person.ProfileFile));
        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(person.ProfileFile)!));
        Assert.Equal(["profiles.json", "profiles.json.lock"], Directory.GetFiles(Path.GetDirectoryName(person.ProfileFile)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        await person.SucceedAsync("domains", "list");
        var profiles = await person.SucceedAsync("profiles");
        Assert.Equal($"default\t{service.Url}\t{service.Key[..12]}…{service.Key[^4..]}\tyes\n", profiles);
        Assert.DoesNotContain(service.Key, await person.SucceedAsync("profiles", "--json"), StringComparison.Ordinal);
        await person.SucceedAsync("logout");
        Assert.DoesNotContain(service.Key, await File.ReadAllTextAsync(person.ProfileFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var without = await person.RunAsync("domains", "list");
        Assert.Equal((3, "postscale: there is no API key: run 'postscale login', or set POSTSCALE_API_KEY\n"), (without.ExitCode, without.Error));
    }

    [Fact]
    public async Task A_key_that_the_service_does_not_know_is_not_kept()
    {
        using var person = new Person();
        var result = await LogInAsync(person, "ps_live_wrong");
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains("api_key_invalid, request ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(person.ProfileFile));
    }

    [Theory]
    [InlineData("", "there is no folder ")]
    [InlineData("relative", "set HOME or XDG_CONFIG_HOME to a whole path")]
    public async Task Without_a_home_no_profile_is_kept_in_or_taken_from_the_folder_somebody_is_in(string home, string why)
    {
        using var person = new Person();
        var place = Path.Combine(person.Home, ".config", "postscale");
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(Path.Combine(place, "profiles.json"), "{\"default\":\"default\",\"profiles\":{\"default\":{\"url\":\"http://127.0.0.1:9\",\"key\":\"ps_live_planted\"}}}", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(place, "profiles.json"), OwnerFile);
        person.Variables["XDG_CONFIG_HOME"] = "";
        person.Variables["HOME"] = home.Length > 0 ? home : Path.Combine(person.Home, "nonexistent");
        await File.WriteAllTextAsync(Path.Combine(person.Home, "key"), service.Key, TestContext.Current.CancellationToken);

        var login = await person.RunAsync("login", "--url", service.Url, "--api-key-file", "key");
        Assert.NotEqual(0, login.ExitCode);
        Assert.Contains(why, login.Error, StringComparison.Ordinal);
        var list = await person.RunAsync("domains", "list");
        Assert.DoesNotContain("127.0.0.1:9", list.Error, StringComparison.Ordinal);
        Assert.NotEqual(5, list.ExitCode);
        Assert.DoesNotContain(service.Key, await File.ReadAllTextAsync(Path.Combine(place, "profiles.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([".config", "key"], Directory.GetFileSystemEntries(person.Home).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_address_may_be_given_with_the_version_that_documents_show()
    {
        using var person = new Person();
        await File.WriteAllTextAsync(Path.Combine(person.Home, "key"), service.Key, TestContext.Current.CancellationToken);
        Assert.StartsWith($"logged in to {service.Url} with ", await person.SucceedAsync("login", "--url", service.Url + "/v1/", "--api-key-file", "key"), StringComparison.Ordinal);
        await person.SucceedAsync("domains", "list");
    }

    [Fact]
    public async Task What_can_be_no_key_or_address_is_told_in_their_own_words()
    {
        using var person = new Person();
        await File.WriteAllTextAsync(Path.Combine(person.Home, "key"), "bad key", TestContext.Current.CancellationToken);
        var key = await person.RunAsync("login", "--url", service.Url, "--api-key-file", "key");
        Assert.Equal((3, "postscale: that is no API key: keys are printable ASCII without spaces\n"), (key.ExitCode, key.Error));
        await File.WriteAllTextAsync(Path.Combine(person.Home, "key"), "ps_live_any", TestContext.Current.CancellationToken);
        var address = await person.RunAsync("login", "--url", "foo", "--api-key-file", "key");
        Assert.Equal((2, "postscale: 'foo' is no address of a service: give one with http or https, such as https://postscale.example.net\n"), (address.ExitCode, address.Error));
    }

    [Fact]
    public async Task Keys_that_others_can_read_are_not_used()
    {
        using var person = new Person();
        await LogInAsync(person, service.Key);
        File.SetUnixFileMode(person.ProfileFile, OwnerFile | UnixFileMode.GroupRead);
        var result = await person.RunAsync("domains", "list");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("run chmod 600 ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_s_key_goes_to_its_own_service_alone()
    {
        using var person = new Person();
        await LogInAsync(person, service.Key);
        var result = await person.RunAsync("domains", "list", "--url", "http://127.0.0.1:9");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"the profile's key is for {service.Url}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_given_on_the_command_line_beats_the_environment_and_that_the_profiles()
    {
        using var person = new Person();
        await LogInAsync(person, service.Key, "--profile", "work");
        person.Variables["POSTSCALE_API_KEY"] = "ps_live_wrong";
        person.Variables["POSTSCALE_URL"] = service.Url;
        Assert.Equal(3, (await person.RunAsync("domains", "list")).ExitCode);
        await person.SucceedAsync("domains", "list", "--profile", "work");
        var file = Path.Combine(person.Home, "key");
        await File.WriteAllTextAsync(file, service.Key + "\n", TestContext.Current.CancellationToken);
        await person.SucceedAsync("domains", "list", "--api-key-file", file);
        person.Variables.Remove("POSTSCALE_API_KEY");
        person.Variables.Remove("POSTSCALE_URL");
        person.Variables["POSTSCALE_PROFILE"] = "work";
        await person.SucceedAsync("domains", "list");
        person.Variables["POSTSCALE_PROFILE"] = "gone";
        Assert.Equal(3, (await person.RunAsync("domains", "list")).ExitCode);
    }

    [Fact]
    public async Task Log_out_and_the_list_go_by_the_profile_that_the_environment_names()
    {
        using var person = new Person();
        await LogInAsync(person, service.Key, "--profile", "home");
        await LogInAsync(person, service.Key, "--profile", "work");
        person.Variables["POSTSCALE_PROFILE"] = "work";
        Assert.Equal(["home no", "work yes"], (await person.SucceedAsync("profiles")).TrimEnd().Split('\n').Select(l => l.Split('\t')).Select(f => $"{f[0]} {f[3]}"));
        Assert.Equal("{\"status\":\"forgotten\",\"profile\":\"work\",\"was_usual\":false}\n", await person.SucceedAsync("logout", "--json", "--color", "never"));
        person.Variables.Remove("POSTSCALE_PROFILE");
        Assert.StartsWith("home\t", await person.SucceedAsync("profiles"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_profile_is_the_usual_one_and_a_further_one_says_that_it_is_not()
    {
        using var person = new Person();
        Assert.True(IsUsual(await LogInAsync(person, service.Key, "--profile", "home", "--json")));
        Assert.False(IsUsual(await LogInAsync(person, service.Key, "--profile", "work", "--json")));
        Assert.True(IsUsual(await LogInAsync(person, service.Key, "--profile", "home", "--json")));
    }

    [Fact]
    public async Task When_the_usual_profile_is_forgotten_no_other_takes_its_place_unasked()
    {
        using var person = new Person();
        await LogInAsync(person, service.Key, "--profile", "work");
        await LogInAsync(person, service.Key);
        Assert.Equal(
            "forgot the profile 'work' and its key; none is the usual one now: 'postscale profiles NAME' makes one\n", await person.SucceedAsync("logout"));
        var without = await person.RunAsync("domains", "list");
        Assert.Equal((3, "postscale: no profile is the usual one: name one by --profile, or make one usual by 'postscale profiles NAME'\n"), (without.ExitCode, without.Error));
        Assert.Equal((1, "postscale: no profile is the usual one: name the one to forget by --profile\n"), await person.RunAsync("logout") is var again ? (again.ExitCode, again.Error) : default);
        Assert.EndsWith("\tno\n", await person.SucceedAsync("profiles"), StringComparison.Ordinal);
        await person.SucceedAsync("domains", "list", "--profile", "default");
        await person.SucceedAsync("profiles", "default");
        await person.SucceedAsync("domains", "list");
        Assert.Equal("{\"status\":\"forgotten\",\"profile\":\"default\",\"was_usual\":true}\n", await person.SucceedAsync("logout", "--json"));
        // Where there is none, the next one is.
        Assert.True(IsUsual(await LogInAsync(person, service.Key, "--profile", "other", "--json")));
    }

    [Fact]
    public async Task Programs_that_log_in_at_once_lose_no_profile()
    {
        using var person = new Person();
        var names = Enumerable.Range(0, 6).Select(i => $"profile-{i}").ToList();
        Assert.All(await Task.WhenAll(names.Select(n => LogInAsync(person, service.Key, "--profile", n))), r => Assert.Equal((0, ""), (r.ExitCode, r.Error)));
        Assert.Equal(names, (await person.SucceedAsync("profiles")).TrimEnd().Split('\n').Select(l => l.Split('\t')[0]));
    }

    [Fact]
    public async Task A_profile_without_a_key_is_listed_and_cannot_be_used()
    {
        using var person = new Person();
        Directory.CreateDirectory(Path.GetDirectoryName(person.ProfileFile)!);
        await File.WriteAllTextAsync(person.ProfileFile, $$$"""{"profiles":{"default":{"url":"{{{service.Url}}}"},"none":null}}""", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(person.ProfileFile, OwnerFile);
        Assert.StartsWith($"default\t{service.Url}\t…\tyes\nnone\t", await person.SucceedAsync("profiles"), StringComparison.Ordinal);
        var result = await person.RunAsync("domains", "list");
        Assert.Equal((2, "postscale: the service cannot be called with this address or key: ApiKey must be given\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task A_service_that_is_not_there_ends_with_5()
    {
        using var person = new Person($"http://127.0.0.1:{FreePort.Next()}", service.Key);
        var result = await person.RunAsync("domains", "list");
        Assert.Equal((5, ""), (result.ExitCode, result.Output));
        Assert.Matches("^postscale: the service at 127\\.0\\.0\\.1:\\d+ could not be reached: .* \\(request [0-9a-f]{32}\\)\n$", result.Error);
    }

    [Fact]
    public async Task Too_many_requests_end_with_4_and_say_when_to_come_again()
    {
        using var folder = new TemporaryFolder();
        var (process, url, key) = await ApiService.StartAsync(folder, "--rate-limit", "1", "--dns", "127.0.0.1:9");
        await using (process)
        {
            using var person = new Person(url, key);
            await person.SucceedAsync("domains", "list");
            var result = await person.RunAsync("domains", "list");
            Assert.Equal(4, result.ExitCode);
            Assert.Matches("; again in \\d+ s \\(rate_limited, request ", result.Error);
        }
    }

    private static bool IsUsual(CliResult login) => (bool)JsonNode.Parse(login.Output)![0]!["usual"]!;

    private async Task<CliResult> LogInAsync(Person person, string key, params string[] options)
    {
        var start = new ProcessStartInfo(Cli.Program, ["login", "--url", service.Url, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CONFIG_HOME"] = person.Home;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(key);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }
}
