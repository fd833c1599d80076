using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>The disk refuses to sync: strace lets every sync of the running service end in EIO, until it lets go.</summary>
public sealed class SyncFailureTests
{
    private const string Strace = "/usr/bin/strace";

    [Fact]
    public async Task While_syncs_fail_nothing_is_acknowledged_reads_go_on_and_it_recovers_by_itself()
    {
        Assert.SkipUnless(File.Exists(Strace), "strace is not installed");
        using var folder = new TemporaryFolder();
        var service = await Service.StartAsync(folder.File("p.db"), options: ["--rate-limit", "0", "--log-level", "error", "--recheck", "off"]);
        try
        {
            var (key, api) = (service.FirstKey!, service.Client());
            await using var load = new Load(() => api, "sync");
            var rounds = LongRun.Pick(2, 20);
            for (var round = 0; round < rounds; round++)
            {
                await load.WriteAsync(50);
                await using (var strace = ChildProcess.Start(
                    Strace, ["-f", "-p", $"{service.ProcessId}", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"]))
                {
                    Assert.SkipWhen(await IsForbiddenAsync(strace), $"this machine does not permit ptrace: {strace.Output}");
                    await strace.WaitForOutputAsync("INJECTED", TimeSpan.FromSeconds(20));
                    await load.RefuseAsync(5);
                    var before = load.Acknowledged;
                    await load.RefuseAsync(30);
                    Assert.Equal(before, load.Acknowledged);
                    Assert.Equal(200, (await api.GetAsync("/v1/domains")).Status);
                    Assert.Equal(503, (await api.GetAsync("/readyz")).Status);
                    Assert.Equal(200, (await api.GetAsync("/healthz")).Status);
                }

                await load.WriteAsync(1, TimeSpan.FromSeconds(5));
                Assert.Equal(200, (await api.GetAsync("/readyz")).Status);
            }

            // What stood in the log when its sync failed must take nothing acknowledged with it.
            await load.StopAsync();
            await service.KillAsync();
            await service.DisposeAsync();
            service = await Service.StartAsync(folder.File("p.db"));
            await new Audit(service.Client(key), "after the syncs failed").RunAsync(load.Entries, []);
            LongRun.Note($"{rounds} times, {load.Acknowledged} writes acknowledged and none lost, {load.Refused} answered 503");
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    private static async Task<bool> IsForbiddenAsync(ChildProcess strace)
    {
        await Wait.UntilAsync(() => strace.HasExited || strace.Output.Contains("attached", StringComparison.Ordinal), "strace attaches or gives up");
        return strace.HasExited;
    }
}
