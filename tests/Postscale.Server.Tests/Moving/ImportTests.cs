using Postscale.Server.Domains;
using Postscale.Server.Moving;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.Moving;

/// <summary>What is imported, and what is refused as a whole.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private readonly List<TestDatabase> _databases = [];

    /// <summary>A change to a good export, and what is said of it. Lines are counted from 1; a line that is 0 is added at the end.</summary>
    public static TheoryData<int, string, string, string> Damages => new()
    {
        { 1, """postscale_export":1""", """something":1""", "line 1: it is not the first line of an export of 'postscale export'" },
        { 1, """postscale_export":1""", """postscale_export":2""", "line 1: the export has version 2 of its form, and this program reads version 1 only" },
        { 3, """{"kind""", """{kind""", "line 3: it is not one JSON object" },
        { 3, """{"kind""", """[{"kind""", "line 3: it is not one JSON object" },
        { 3, "\"kind\":", "\"sort\":", "line 3: it has no 'kind' or no 'row'" },
        { 3, "api_key", "lock", "line 3: it is of the kind 'lock', which is unknown; the export is of schema " },
        { 3, "last_four", "colour", "line 3: 'api_key' has a column 'colour', which is unknown; the export is of schema " },
        { 3, "\"read_only\":false", "\"read_only\":0", "line 3: the column 'read_only' of 'api_key' holds what it cannot" },
        { 3, "\"read_only\":false", "\"read_only\":null", "line 3: this api_key cannot be added to what the database has: " },
        { 3, "\"read_only\":false,", "", "line 3: this api_key cannot be added to what the database has: " },
        { 3, "\"prefix\":\"ps_live_", "\"prefix\":\"\\ud800", "line 3: it holds text that is no Unicode" },
        { 3, "\"environment\":\"live\"", "\"environment\":\"dead\"", "line 3: this api_key cannot be added to what the database has: " },
        { 3, "\"account_id\":\"", "\"account_id\":\"0", "line 3: it belongs to an account that is not in this file" },
        { 5, "second.example", "first.example", "line 5: this domain cannot be added to what the database has: " },
        { 7, "\"primary_id\":\"", "\"primary_id\":\"0", "line 7: this alias cannot be added to what the database has: it speaks of a row that is not there" },
        { 8, "\"domain\":3", "\"domain\":4", "line 8: it counts 4 of the kind 'domain', and the file has 3: lines are missing or too many" },
        { 8, "\"domain\":3,", "", "line 8: it counts 0 of the kind 'domain', and the file has 3: lines are missing or too many" },
        { 0, "", "{}", "line 9: something follows the last line of the export" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_refused_with_its_line_and_nothing_is_written(int line, string from, string to, string message)
    {
        var lines = await ExportedAsync();
        Assert.Equal(8, lines.Length);
        if (line == 0)
        {
            lines = [.. lines, to];
        }
        else
        {
            Assert.Contains(from, lines[line - 1], StringComparison.Ordinal);
            lines[line - 1] = lines[line - 1].Replace(from, to, StringComparison.Ordinal);
        }

        await RefusedAsync(await OpenAsync(), message, lines);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused_wherever_it_was_cut()
    {
        var lines = await ExportedAsync();
        var target = await OpenAsync();
        for (var kept = 0; kept < lines.Length; kept++)
        {
            await RefusedAsync(target, $"line {kept + 1}: the last line of the export is missing: the file was cut short; nothing was imported", lines[..kept]);
            await RefusedAsync(target, $"line {kept + 1}: it is not one JSON object", [.. lines[..kept], lines[kept][..^1]]);
        }
    }

    [Fact]
    public async Task An_account_of_the_same_name_refuses_the_file()
    {
        var lines = await ExportedAsync();
        var target = await OpenAsync();
        var there = await target.AddAccountAsync("acme");
        await target.AddDomainAsync(there, "there.example");
        await RefusedAsync(target, "line 2: this account cannot be added to what the database has: ", lines);
        Assert.Equal("there.example", await TestDatabase.ScalarAsync<string>(target.Database, "SELECT name FROM domains"));
    }

    [Fact]
    public async Task A_file_is_imported_once()
    {
        var lines = await ExportedAsync();
        var target = await OpenAsync();
        await Exports.IntoAsync(target.Url, lines);
        Assert.Contains("line 2: ", (await Assert.ThrowsAsync<ImportRefusal>(() => Exports.IntoAsync(target.Url, lines))).Message, StringComparison.Ordinal);
        Assert.Equal(lines, await Exports.OfAsync(target.Url));
    }

    [Fact]
    public async Task A_name_that_another_account_owns_refuses_the_file()
    {
        var source = await OpenAsync();
        var first = await source.AddDomainAsync(await source.AddAccountAsync("acme"), "owned.example");
        await source.Database.WriteAsync((session, token) => DomainStore.SaveAsync(session, first, ownershipVerified: true, findings: null, token).ContinueWith(_ => true, token), TestContext.Current.CancellationToken);
        var target = await OpenAsync();
        var second = await target.AddDomainAsync(await target.AddAccountAsync("other"), "owned.example");
        await target.Database.WriteAsync((session, token) => DomainStore.SaveAsync(session, second, ownershipVerified: true, findings: null, token).ContinueWith(_ => true, token), TestContext.Current.CancellationToken);

        Assert.Contains("line 4: this domain cannot", (await Assert.ThrowsAsync<ImportRefusal>(async () => await Exports.IntoAsync(target.Url, await Exports.OfAsync(source.Url)))).Message, StringComparison.Ordinal);
        Assert.Equal(1, await TestDatabase.ScalarAsync<long>(target.Database, "SELECT count(*) FROM accounts"));
    }

    [Fact]
    public async Task What_an_older_export_does_not_have_gets_what_the_schema_gives_it()
    {
        var lines = await ExportedAsync();
        var older = lines.Select(l => l.Replace("\"findings\":null,", "", StringComparison.Ordinal).Replace(",\"revoked_at\":null", "", StringComparison.Ordinal)).ToArray();
        Assert.NotEqual(lines, older);
        var target = await OpenAsync();
        await Exports.IntoAsync(target.Url, older);
        Assert.Equal(lines, await Exports.OfAsync(target.Url));
    }

    [Fact]
    public async Task A_newer_schema_is_not_exported_by_halves()
    {
        var test = await OpenAsync();
        await TestDatabase.ExecuteAsync(test.Database, $"INSERT INTO schema_version (version, runs_beside) VALUES (9999, {Migrations.Latest})");
        var error = await Assert.ThrowsAsync<StorageException>(() => Exports.OfAsync(test.Url));
        Assert.Equal($"the database has schema 9999, and this program knows only {Migrations.Latest}: it would leave out what is new. Export with the newer program.", error.Message);
    }

    [Fact]
    public async Task Pages_far_down_the_list_are_found_after_an_import()
    {
        var source = await OpenAsync();
        var caller = await source.AddAccountAsync();
        await source.Database.WriteAsync(
            async (session, token) =>
            {
                for (var i = 0; i < 1200; i++)
                {
                    await DomainStore.TryAddAsync(session, source.New(caller, $"d{i}.example"), token);
                }

                return true;
            },
            TestContext.Current.CancellationToken);
        var target = await OpenAsync();
        await target.AddDomainAsync(await target.AddAccountAsync("resident"));
        await Exports.IntoAsync(target.Url, await Exports.OfAsync(source.Url));
        foreach (var offset in (int[])[0, 1, 127, 500, 1199, 1200])
        {
            var page = await target.Database.ReadAsync(
                (session, token) => DomainStore.ListAsync(session, caller, new DomainQuery { Limit = 1, Offset = offset }, token), TestContext.Current.CancellationToken);
            Assert.Equal(offset < 1200 ? [$"d{offset}.example"] : [], page.Select(d => d.Name));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>One account with a key, two domains and an alias of the first: eight lines.</summary>
    private async Task<string[]> ExportedAsync()
    {
        var source = await OpenAsync();
        var caller = await source.AddAccountAsync();
        var first = await source.AddDomainAsync(caller, "first.example");
        await source.AddDomainAsync(caller, "second.example");
        await source.AddDomainAsync(caller, "third.example", DomainType.Alias);
        await TestDatabase.ExecuteAsync(source.Database, "UPDATE domains SET primary_id = @id WHERE name = 'third.example'", ("@id", first.Id.ToString("D")));
        await TestDatabase.ExecuteAsync(source.Database, "DELETE FROM audit");
        return await Exports.OfAsync(source.Url);
    }

    private async Task<TestDatabase> OpenAsync()
    {
        var database = await TestDatabase.OpenAsync();
        _databases.Add(database);
        return database;
    }

    private static async Task RefusedAsync(TestDatabase target, string message, params string[] lines)
    {
        var before = await Exports.OfAsync(target.Url);
        var error = await Assert.ThrowsAsync<ImportRefusal>(() => Exports.IntoAsync(target.Url, lines));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; nothing was imported", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Exports.OfAsync(target.Url));
    }
}
