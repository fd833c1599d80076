using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Transport;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>So many queries at once that they share ports.</summary>
public sealed class SharedSocketTests
{
    private const int Askers = 200;
    private const int Each = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_load_each_query_gets_its_own_answer_and_ports_change()
    {
        // A forger who knows the port has the identifier, the question and its case still to guess.
        ScriptedReply forged = new() { Answers = [Text(Name, "forged")], HasWrongId = true }, aside = new() { Answers = [Text(Name, "forged")], HasWrongName = true };
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found(Text(q, q.Name.Text)) with { Before = [forged, aside] });
        var resolver = new RecursiveResolver(Patient(server.Endpoint));
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var name = Name.Prepend($"n{i}.a{asker}");
                Assert.Equal(name.Text, TextOf(await resolver.ResolveAsync(name, RecordType.Txt, Token)));
            }
        })));

        var ports = server.Queries.GroupBy(q => q.SourcePort).ToDictionary(g => g.Key, g => g.Count());
        Assert.Contains(ports.Values, uses => uses > 1);
        Assert.InRange(ports.Count, Askers * Each / SocketPool.MaxUses, Askers * Each);

        // A port may be drawn again by chance later on, which then counts anew.
        Assert.All(ports.Values, uses => Assert.InRange(uses, 1, 2 * SocketPool.MaxUses));
        Assert.All(ports.Keys, port => Assert.InRange(port, QuerySocket.LowestPort, 65535));
    }

    [Fact]
    public async Task When_the_load_has_gone_each_query_has_a_port_of_its_own_again()
    {
        await using var server = ScriptedDnsServer.Start(Found);
        var resolver = new RecursiveResolver(Patient(server.Endpoint));
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask()));
        for (var i = 0; i < 100; i++)
        {
            TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, Token));
        }

        Assert.True(server.Queries.Skip(Askers).Select(q => q.SourcePort).Distinct().Count() > 90);
    }

    [Fact]
    public async Task An_asker_that_blocks_does_not_hold_up_the_others()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { HeldUntil = release.Task });
        var resolver = new RecursiveResolver(Patient(server.Endpoint));
        using var others = new CountdownEvent(Askers);
        var blocking = BlockAsync();
        var asking = Enumerable.Range(0, Askers).Select(_ => AskAsync()).ToList();
        await server.WaitForQueriesAsync(Askers + 1);
        release.SetResult();
        await Task.WhenAll(asking);
        Assert.True(await blocking);

        async Task AskAsync()
        {
            TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, Token));
            others.Signal();
        }

        async Task<bool> BlockAsync()
        {
            await resolver.ResolveAsync(Name, RecordType.Txt, Token).ConfigureAwait(false);
            return others.Wait(TimeSpan.FromSeconds(20), Token);
        }
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_at_once_for_all_who_share_the_way_there()
    {
        var resolver = new RecursiveResolver(Patient(new IPEndPoint(IPAddress.Loopback, FreePort.Next())));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5 * Askers).Select(_ => resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask()));
        Assert.All(answers, a => Assert.Equal(DnsFailure.Unreachable, a.Failure));
    }
}
