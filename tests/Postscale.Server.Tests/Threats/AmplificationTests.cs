using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Publishing;
using Postscale.Server.Records;
using Postscale.Server.Tests.Records;
using Postscale.Server.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Threats;

/// <summary>How many queries one verification can be made to send to somebody who has nothing to do with it.</summary>
public sealed class AmplificationTests
{
    private const string Victim = "victim.example";

    private static readonly Domain s_domain = new()
    {
        Id = Guid.Empty,
        AccountId = Guid.Empty,
        Environment = KeyEnvironment.Live,
        Name = "example.com",
        Type = DomainType.Both,
        CatchAllEnabled = false,
        Active = true,
        Token = RecordWorld.Token,
        CreatedAt = default,
        UpdatedAt = default,
    };

    /// <summary>What docs/security.md says such a zone may cost, in queries to the resolver.</summary>
    private const int MostQueries = 200;

    /// <summary>The same for a question in authoritative mode to an address that names of all eight name servers have.</summary>
    private const int MostAtOneAddress = 2;

    [Fact]
    public async Task The_queries_of_one_verification_are_bounded_whatever_the_zone_says()
    {
        var world = Hostile();
        await using var server = ScriptedDnsServer.Start(query => Answer(world, query));
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [server.Endpoint], AttemptTimeout = TimeSpan.FromSeconds(5) });

        await new DomainExamination(resolver, TimeProvider.System).LookAsync(RecordWorld.Context(), RecordKinds.All, TestContext.Current.CancellationToken);

        var all = server.Queries;
        var atVictim = all.Count(q => q.Name.IsAtOrUnder(DnsName.Parse(Victim)));
        TestContext.Current.SendDiagnosticMessage("{0} queries, {1} of them about the victim's names", all.Count, atVictim);
        Assert.InRange(all.Count, 100, MostQueries);
        Assert.InRange(atVictim, 90, MostQueries);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task So_are_those_of_a_plan_to_publish(int terms)
    {
        var world = Hostile();
        await using var server = ScriptedDnsServer.Start(query => Answer(world, query));
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [server.Endpoint], AttemptTimeout = TimeSpan.FromSeconds(5) });
        var context = RecordWorld.Context();
        var zone = new ZoneContents(context.Domain, [new ZoneEntry(context.Domain, ZoneEntry.Txt, SpfOf(terms), 300)]);

        await new PlanFactsReader(resolver).ReadAsync(s_domain, context, zone, TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage("{0} queries", server.Queries.Count);
        Assert.InRange(server.Queries.Count, 80, MostQueries);
    }

    [Fact]
    public async Task Many_name_servers_at_one_address_are_one_that_is_asked_once()
    {
        var address = IPAddress.Parse("127.0.0.9");
        await using var victim = ScriptedDnsServer.Start(_ => ScriptedReply.Code(5), address);
        await using var recursive = ScriptedDnsServer.Start(q => q.Type switch
        {
            RecordType.NS when q.Name.Text == "example.com" => ScriptedReply.Found(
                [.. Enumerable.Range(0, 13).Select(i => new NameRecord(q.Name, RecordType.NS, 60, DnsName.Parse($"ns{i}.example.com")))]),
            RecordType.A => ScriptedReply.Found(new AddressRecord(q.Name, 60, address)),
            _ => ScriptedReply.NoData("."),
        });
        var resolver = new AuthoritativeResolver(
            new ResolverOptions { Servers = [recursive.Endpoint], AttemptTimeout = TimeSpan.FromSeconds(5) },
            new AuthoritativeOptions { AllowPrivateServers = true, Port = victim.Endpoint.Port });

        await resolver.ResolveAsync(DnsName.Parse("example.com"), RecordType.MX, TestContext.Current.CancellationToken);

        Assert.InRange(victim.Queries.Count, 1, MostAtOneAddress);
    }

    /// <summary>Ten "mx" with ten exchangers each, all the victim's; report addresses in eight of its domains; aliases as deep as they are followed.</summary>
    private static ZoneResolver Hostile()
    {
        var zone = RecordWorld.Zone("TXT postscale1.dkim.postscale.io {key}\nTXT _spf.postscale.io v=spf1 ip4:192.0.2.1 -all");
        zone.Txt("example.com", SpfOf(10));
        for (var i = 0; i < 10; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                zone.Mx($"m{i}.example.com", 10, $"a{i}-{j}.{Victim}").Address($"a{i}-{j}.{Victim}", "198.51.100.1");
            }
        }

        for (var i = 0; i < 10; i++)
        {
            zone.Mx("example.com", 10, $"x{i}.{Victim}");
        }

        zone.Txt("_dmarc.example.com", $"v=DMARC1; p=none; rua={string.Join(',', Enumerable.Range(0, 20).Select(i => $"mailto:r@d{i}.{Victim}"))}");
        foreach (var name in (string[])["_postscale", "postscale1._domainkey", "ps-bounces"])
        {
            var owner = $"{name}.example.com";
            for (var i = 0; i < 12; i++)
            {
                zone.Cname(owner, owner = $"c{i}.{name}.{Victim}");
            }
        }

        return zone;
    }

    private static string SpfOf(int terms) => $"v=spf1 {string.Join(' ', Enumerable.Range(0, terms).Select(i => $"mx:m{i}.example.com"))} -all";

    /// <summary>One link of a chain at a time, so that each costs a query.</summary>
    private static ScriptedReply Answer(ZoneResolver zone, ScriptedQuery query)
    {
        // The records are in memory: the answer is there at once.
        var answer = zone.ResolveAsync(query.Name, query.Type, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return answer switch
        {
            { Aliases: [var next, ..] } => ScriptedReply.Found(new NameRecord(query.Name, RecordType.Cname, 60, next)),
            { Outcome: DnsOutcome.Found } => ScriptedReply.Found([.. answer.Records]),
            { Outcome: DnsOutcome.NoData } => ScriptedReply.NoData("test"),
            _ => ScriptedReply.NoSuchName("test"),
        };
    }
}
