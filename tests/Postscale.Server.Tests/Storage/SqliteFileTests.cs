using System.Runtime.Versioning;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Storage;

[UnsupportedOSPlatform("windows")]
[Trait("Database", "SQLite")]
public sealed class SqliteFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The platform's private keys are in it. The log and the shared memory hold parts of it.</summary>
    [Fact]
    public async Task The_file_its_log_and_its_shared_memory_are_their_owner_s_alone()
    {
        await using var test = await TestDatabase.OpenAsync();
        await test.AddAccountAsync();
        Assert.Equal(["test.db 600", "test.db-shm 600", "test.db-wal 600"], ModesIn(test.Folder));
    }

    [Fact]
    public async Task A_file_that_others_could_read_is_theirs_no_longer_once_it_is_opened()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.db");
        await File.WriteAllBytesAsync(path, [], Token);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("664", 8));
        await using var database = Database.Create($"sqlite:{path}");
        await database.OpenAsync(Token);
        Assert.Equal(["a.db 600", "a.db-shm 600", "a.db-wal 600"], ModesIn(folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_keeps_its_rights()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("letter.txt");
        await File.WriteAllTextAsync(path, new string('x', 4096), Token);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        await using var database = Database.Create($"sqlite:{path}");
        await Assert.ThrowsAsync<StorageException>(() => database.OpenAsync(Token));
        Assert.Equal(["letter.txt 644"], ModesIn(folder.Path));
    }

    private static IEnumerable<string> ModesIn(string folder) => Directory.GetFiles(folder).Order(StringComparer.Ordinal)
        .Select(f => $"{Path.GetFileName(f)} {Convert.ToString((int)File.GetUnixFileMode(f), 8)}");
}
