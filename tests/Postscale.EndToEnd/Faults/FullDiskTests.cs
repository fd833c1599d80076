using System.Globalization;
using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>There is no room for what is written: the limit on a file's size is reached, or the file system is full.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task When_the_files_may_not_grow_writes_are_503_reads_go_on_and_room_is_used_at_once()
    {
        using var folder = new TemporaryFolder();
        await FillAndFreeAsync(
            folder.File("p.db"),
            service => LimitAsync(service, Size(folder.File("p.db-wal"))),
            service => LimitAsync(service, null));
    }

    [Fact]
    public async Task When_the_file_system_is_full_writes_are_503_reads_go_on_and_room_is_used_at_once()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await ChildProcess.RunAsync("/bin/mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.Path], s_patience);
        Assert.SkipWhen(code != 0, $"a file system of its own needs root: {output}");
        try
        {
            await FillAndFreeAsync(folder.File("p.db"), _ => FillAsync(folder.File("filler")), _ => { File.Delete(folder.File("filler")); return Task.CompletedTask; });
        }
        finally
        {
            await ChildProcess.RunAsync("/bin/umount", [folder.Path], s_patience);
        }
    }

    private static async Task FillAndFreeAsync(string path, Func<Service, Task> fill, Func<Service, Task> free)
    {
        string key;
        Load load;
        await using (var service = await Service.StartAsync(path, options: ["--rate-limit", "0", "--log-level", "error"]))
        {
            key = service.FirstKey!;
            var api = service.Client();
            await using (load = new Load(() => api, "full"))
            {
                for (var round = 0; round < LongRun.Pick(2, 10); round++)
                {
                    await load.WriteAsync(100);
                    await fill(service);
                    await load.RefuseAsync(30);
                    Assert.Equal(200, (await api.GetAsync("/v1/domains?limit=100")).Status);
                    Assert.Equal(200, (await api.GetAsync("/healthz")).Status);
                    // Where a large transaction finds no room, some small ones still may.
                    await Wait.UntilAsync(async () => (await api.GetAsync("/readyz")) is { Status: 503 } r && r.Headers.ContainsKey("Retry-After"), "the service is not ready");

                    await free(service);
                    await load.WriteAsync(20, TimeSpan.FromSeconds(5));
                    Assert.Equal(200, (await api.GetAsync("/readyz")).Status);
                }

                await load.StopAsync();
                await new Audit(api, "after the disk was full").RunAsync(load.Entries, []);
            }

            await service.KillAsync();
        }

        await using var again = await Service.StartAsync(path);
        await new Audit(again.Client(key), "after a start").RunAsync(load.Entries, []);
        await again.StopAsync();
        LongRun.Note($"{load.Acknowledged} writes acknowledged and none lost, {load.Refused} answered 503", TestContext.Current.TestMethod!.MethodName);
    }

    private static long Size(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Sets the soft limit on the size of the files that a process writes.</summary>
    private static async Task LimitAsync(Service service, long? octets)
    {
        var limit = octets?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        var (code, output) = await ChildProcess.RunAsync("/usr/bin/prlimit", ["--pid", $"{service.ProcessId}", $"--fsize={limit}:"], s_patience);
        Assert.True(code == 0, output);
    }

    private static async Task FillAsync(string path)
    {
        await using var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 4096])
        {
            var block = new byte[size];
            try
            {
                while (true)
                {
                    await filler.WriteAsync(block, TestContext.Current.CancellationToken);
                }
            }
            catch (IOException)
            {
                // No room for so much.
            }
        }
    }
}
