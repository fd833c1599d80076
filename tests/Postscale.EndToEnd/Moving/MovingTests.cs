using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Moving;

/// <summary>A running installation moves to PostgreSQL and back with the commands that operators have.</summary>
public sealed class MovingTests : IDisposable
{
    private const int Domains = 1000;

    private readonly TemporaryFolder _folder = new();

    private string Source => _folder.File("source.db");

    [Fact]
    public async Task A_running_installation_moves_to_PostgreSQL_and_back_and_answers_as_before()
    {
        var file = _folder.File("all.jsonl");
        var (key, before) = await FillAsync(async () =>
        {
            await Executable.SucceedAsync("export", "--output", file, "--database", $"sqlite:{Source}");
            Assert.Equal("600", (await ChildProcess.RunAsync("/usr/bin/stat", ["-c", "%a", file], TimeSpan.FromSeconds(10))).Output.Trim());
        });
        Assert.Equal(["all.jsonl", "source.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Where(f => !f!.Contains("db-")).Order());

        var postgres = await TestDatabases.CreatePostgresAsync();
        var imported = await Executable.SucceedAsync("import", "--input", file, "--database", postgres);
        Assert.StartsWith($"imported: account 2, api_key 2, domain {Domains + 1}, alias 1, check_plan {Domains + 1}, ", imported.StandardOutput);
        await Executable.SucceedAsync("export", "--output", _folder.File("back.jsonl"), "--database", postgres);
        Assert.Equal((await ReadAsync(file))[1..], (await ReadAsync(_folder.File("back.jsonl")))[1..]);
        await HoldAsync(postgres, key, before);

        var back = $"sqlite:{_folder.File("back.db")}";
        await Executable.SucceedAsync("import", "--input", _folder.File("back.jsonl"), "--database", back);
        await HoldAsync(back, key, before);
    }

    [Fact]
    public async Task One_account_goes_through_a_pipe_and_what_is_not_there_leaves_no_file()
    {
        await FillAsync(() => Task.CompletedTask);
        var (code, output) = await ChildProcess.RunAsync(
            "/bin/sh",
            ["-c", "\"$0\" export --account default --database \"$1\" | \"$0\" import --database \"$2\"", Executable.Path, $"sqlite:{Source}", $"sqlite:{_folder.File("one.db")}"],
            TimeSpan.FromSeconds(30));
        Assert.Equal(0, code);
        Assert.StartsWith($"imported: account 1, api_key 1, domain {Domains + 1}, alias 1, ", output);

        var missing = await Executable.RunAsync("import", "--input", _folder.File("missing.jsonl"), "--database", $"sqlite:{_folder.File("none.db")}");
        Assert.Equal(1, missing.ExitCode);
        Assert.StartsWith("postscale: the export cannot be read: ", missing.StandardError);
        Assert.False(File.Exists(_folder.File("none.db")));
        var unknown = await Executable.RunAsync("export", "--account", "nobody", "--output", _folder.File("nobody.jsonl"), "--database", $"sqlite:{Source}");
        Assert.Equal((1, "postscale: there is no account 'nobody'\n"), (unknown.ExitCode, unknown.StandardError));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), f => f.Contains("nobody"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_that_is_killed_has_written_nothing_and_can_be_repeated(bool postgres)
    {
        var file = _folder.File("all.jsonl");
        await FillAsync(() => Executable.SucceedAsync("export", "--output", file, "--database", $"sqlite:{Source}"));
        var target = postgres ? await TestDatabases.CreatePostgresAsync() : $"sqlite:{_folder.File("target.db")}";
        var pipe = _folder.File("pipe");
        Assert.Equal(0, (await ChildProcess.RunAsync("/usr/bin/mkfifo", [pipe], TimeSpan.FromSeconds(10))).ExitCode);

        await using (var import = Executable.Start(["import", "--input", pipe, "--database", target]))
        {
            await using var writing = new FileStream(pipe, FileMode.Open, FileAccess.Write);
            var octets = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            // A pipe holds 64 KiB, and the program reads as much ahead: what is beyond has been taken in.
            Assert.InRange(octets.Length, 400_000, int.MaxValue);
            await writing.WriteAsync(octets.AsMemory(0, 390_000), TestContext.Current.CancellationToken);
            import.Kill();
            await import.WaitForExitAsync(TimeSpan.FromSeconds(20));
        }

        var rest = await Executable.SucceedAsync("export", "--database", target);
        Assert.Equal(2, rest.Lines.Length);
        Assert.StartsWith("imported: account 2, ", (await Executable.SucceedAsync("import", "--input", file, "--database", target)).StandardOutput);
    }

    [Fact]
    public async Task A_truncated_file_is_refused_and_leaves_the_database_empty()
    {
        var file = _folder.File("all.jsonl");
        await FillAsync(() => Executable.SucceedAsync("export", "--output", file, "--database", $"sqlite:{Source}"));
        var lines = await ReadAsync(file);
        await File.WriteAllTextAsync(file, string.Join('\n', lines[..^1]), TestContext.Current.CancellationToken);
        var target = $"sqlite:{_folder.File("target.db")}";
        var refused = await Executable.RunAsync("import", "--input", file, "--database", target);
        Assert.Equal(
            (1, "", $"postscale: line {lines.Length}: the last line of the export is missing: the file was cut short; nothing was imported\n"),
            (refused.ExitCode, refused.StandardOutput, refused.StandardError));
        Assert.Equal(2, (await Executable.SucceedAsync("export", "--database", target)).Lines.Length);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<string[]> ReadAsync(string file) => File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

    /// <summary>A thousand domains and an alias at a service that runs on while something is done.</summary>
    /// <returns>Its key, and what it answers.</returns>
    private async Task<(string Key, List<string> Answers)> FillAsync(Func<Task> meanwhile)
    {
        await using var service = await Service.StartAsync(Source, options: ["--rate-limit", "0", "--recheck", "off"]);
        var api = service.Client();
        await Parallel.ForEachAsync(Enumerable.Range(0, Domains), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await api.CreateAsync($"d{i}.example"));
        (await api.PostAsync("/v1/domains", new() { ["domain"] = "alias.example", ["type"] = "alias", ["primary_domain"] = "d5.example" })).Expect(201);
        await Executable.SucceedAsync("keys", "create", "--account", "second", "--database", $"sqlite:{Source}");
        await Executable.SucceedAsync("platform", "dkim", "list", "--database", $"sqlite:{Source}");
        var answers = await AnswersAsync(api);
        await meanwhile();
        Assert.Equal(200, (await api.GetAsync("/readyz")).Status);
        await service.StopAsync();
        return (service.FirstKey!, answers);
    }

    private static async Task HoldAsync(string url, string key, List<string> before)
    {
        await using var service = await Service.StartOnAsync(url, options: ["--rate-limit", "0", "--recheck", "off"]);
        Assert.Null(service.FirstKey);
        var api = service.Client(key);
        Assert.Equal(before, await AnswersAsync(api));
        Assert.Equal(409, (await api.PostAsync("/v1/domains", new() { ["domain"] = "d1.example", ["type"] = "both" })).Status);
        await service.StopAsync();
    }

    /// <summary>Every page of the list and every domain, as text.</summary>
    private static async Task<List<string>> AnswersAsync(ApiClient api)
    {
        var answers = new List<string>();
        for (var offset = 0; offset <= Domains; offset += 100)
        {
            var page = await api.GetAsync($"/v1/domains?limit=100&offset={offset}");
            answers.Add(page.Text);
            foreach (var domain in page.Expect(200)["domains"]!.AsArray())
            {
                answers.Add((await api.GetAsync($"/v1/domains/{(string)domain!["id"]!}")).Text);
            }
        }

        return answers;
    }
}
