using BenchmarkDotNet.Attributes;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;
using Postscale.Testing;

namespace Postscale.MailDns.Benchmarks;

/// <summary>Messages: a query written, a reply read.</summary>
public class WireBenchmarks
{
    private static readonly DnsName Name = DnsName.Parse("example.com");

    private readonly byte[] _buffer = new byte[QueryWriter.MaxLength];
    private byte[] _texts = [];
    private byte[] _exchangers = [];

    [GlobalSetup]
    public void Setup()
    {
        var query = _buffer[..WriteQuery()];
        TxtRecord Text(params string[] strings) => new(Name, RecordType.Txt, 300, strings);
        _texts = ResponseWriter.Write(query, ScriptedReply.Found(Text(Senders.Records["shop"]), Text("postscale-verify=aaaaaaaaaaaaaaaa"), Text(new string('k', 255), new string('k', 140))), overTcp: true);
        _exchangers = ResponseWriter.Write(
            query,
            ScriptedReply.Found([.. Enumerable.Range(1, 5).Select(i => new MxRecord(Name, 300, (ushort)(10 * i), DnsName.Parse($"alt{i}.mx.hosts.example")))]),
            overTcp: true);
    }

    [Benchmark]
    public int WriteQuery() => QueryWriter.Write(_buffer, Name, RecordType.Txt, new QueryOptions(true, 1232, true));

    [Benchmark]
    public bool ReadThreeTexts() => DnsMessage.TryRead(_texts, out _, out _);

    [Benchmark]
    public bool ReadFiveExchangers() => DnsMessage.TryRead(_exchangers, out _, out _);
}
