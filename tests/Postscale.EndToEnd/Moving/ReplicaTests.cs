using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Moving;

/// <summary>Several programs on one PostgreSQL.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Eight_that_start_at_once_on_an_empty_database_all_serve_and_one_prints_the_first_key()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        var services = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Service.StartOnAsync(url, options: ["--database-connections", "4", "--log-level", "error"])));
        try
        {
            var key = Assert.Single(services, s => s.FirstKey is not null).FirstKey!;
            for (var i = 0; i < services.Length; i++)
            {
                await services[i].Client(key).CreateAsync($"from{i}.example");
            }

            var lists = await Task.WhenAll(services.Select(async s => (await s.Client(key).GetAsync("/v1/domains")).Text));
            Assert.All(lists, l => Assert.Equal(lists[0], l));
            Assert.Contains("from7.example", lists[0]);
            Assert.All(services, s => Assert.Empty(s.StandardError));
        }
        finally
        {
            foreach (var service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Who_may_not_migrate_waits_for_nobody_and_names_the_command_that_does()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        var refused = await Executable.RunAsync("serve", "--listen", "http://127.0.0.1:0", "--database", url, "--migrate", "off");
        Assert.Equal((1, ""), (refused.ExitCode, refused.StandardOutput));
        Assert.Matches("^postscale: the database has schema 0, and this program needs [0-9]+: run 'postscale migrate', or start with --migrate on\n$", refused.StandardError);

        var check = await Executable.RunAsync("migrate", "--check", "--database", url);
        Assert.Equal((1, ""), (check.ExitCode, check.StandardError));
        Assert.Matches("^the database has schema 0, and this program needs [0-9]+: run 'postscale migrate'\n$", check.StandardOutput);
        Assert.Matches("^the schema went from 0 to [0-9]+\n$", (await Executable.SucceedAsync("migrate", "--database", url)).StandardOutput);
        Assert.Matches("^the schema is [0-9]+, up to date\n$", (await Executable.SucceedAsync("migrate", "--database", url)).StandardOutput);
        Assert.Matches("^the schema is [0-9]+, up to date\n$", (await Executable.SucceedAsync("migrate", "--check", "--database", url)).StandardOutput);
        await using var service = await Service.StartOnAsync(url, options: ["--migrate", "off"]);
        Assert.NotNull(service.FirstKey);
    }

    /// <summary>The two roles of docs/operating.md.</summary>
    [Fact]
    public async Task A_role_that_may_change_rows_only_serves_once_another_has_migrated()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.SqlAsync("postgres", "CREATE ROLE owner LOGIN; CREATE ROLE rows LOGIN");
        await server.SqlAsync("postgres", "CREATE DATABASE postscale OWNER owner");
        await server.SqlAsync("postscale", "SET ROLE owner; ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rows");
        string Url(string role) => server.UrlOf("postscale").Replace("postgres@", $"{role}@");
        var early = await Executable.RunAsync("migrate", "--database", Url("rows"));
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("permission denied for schema public", early.StandardError);
        await Executable.SucceedAsync("migrate", "--database", Url("owner"));

        foreach (var migrate in (string[])["off", "on"])
        {
            await using var service = await Service.StartOnAsync(Url("rows"), options: ["--migrate", migrate]);
            var key = (await Executable.SucceedAsync("keys", "create", "--account", migrate, "--database", Url("rows"))).StandardOutput.Trim();
            var api = service.Client(key);
            await api.CreateAsync("example.com");
            (await api.PostAsync("/v1/domains/example.com/verify")).Expect(200);
            (await api.PutAsync("/v1/domains/example.com", new() { ["type"] = "inbound" })).Expect(200);
            Assert.Equal(200, (await api.GetAsync("/readyz")).Status);
            (await api.DeleteAsync("/v1/domains/example.com")).Expect(200);
        }

        await Executable.SucceedAsync("export", "--database", Url("rows"));
    }
}
