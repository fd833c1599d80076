using System.Net;
using BenchmarkDotNet.Attributes;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;

namespace Postscale.MailDns.Benchmarks;

/// <summary>Ten records: read, evaluated to the end, and asked whether they authorise a provider. DNS answers from memory, at no cost.</summary>
public class SpfBenchmarks
{
    private static readonly DnsName Provider = DnsName.Parse("send.cloudpost.example");

    private MemoryResolver _resolver = null!;
    private SpfQuery _query = null!;
    private DnsName _domain = null!;
    private string _text = "";

    [ParamsSource(nameof(Senders))]
    public string Sender { get; set; } = "";

    public static IEnumerable<string> Senders => Benchmarks.Senders.Names;

    [GlobalSetup]
    public void Setup()
    {
        _text = Benchmarks.Senders.Records[Sender];
        _domain = DnsName.Parse(Benchmarks.Senders.DomainOf(Sender));
        _resolver = new MemoryResolver(Benchmarks.Senders.Zone());
        _query = SpfQuery.ForMailFrom(IPAddress.Parse(Benchmarks.Senders.Address), $"news@{_domain}", "out.hosts.example");
        Console.WriteLine($"// {Sender}: {Evaluate().Result} after {Evaluate().Lookups} look-ups; {Authorise().Outcome}");
    }

    [Benchmark]
    public bool Parse() => SpfRecord.TryParse(_text, out _, out _);

    [Benchmark]
    public SpfEvaluation Evaluate() => new SpfEvaluator(_resolver).CheckHostAsync(_query, CancellationToken.None).GetAwaiter().GetResult();

    [Benchmark]
    public SpfAuthorisationResult Authorise() =>
        SpfAuthorisation.AskAsync(_resolver, _domain, Provider, SpfLimits.Default, CancellationToken.None).GetAwaiter().GetResult();
}
