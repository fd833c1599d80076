using BenchmarkDotNet.Attributes;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Benchmarks;

/// <summary>DKIM keys and DMARC records.</summary>
public class RecordBenchmarks
{
    private const string Short = "v=DMARC1; p=none";
    private const string Long = "v=DMARC1; p=reject; sp=quarantine; adkim=s; aspf=r; fo=1; pct=100; rua=mailto:d@rua.agent.example,mailto:reports@example.com; ruf=mailto:d@ruf.agent.example";

    private readonly string _key = DkimKeyPair.Generate().ToKeyRecord().ToString();
    private readonly DnsName _domain = DnsName.Parse("news.mail.example.com");
    private readonly MemoryResolver _resolver = new(new ZoneResolver().Txt("_dmarc.example.com", Long).Txt("x.news.mail.example.com", ""));

    [Benchmark]
    public bool DkimKey2048() => DkimKeyRecord.TryParse(_key, out _, out _);

    [Benchmark]
    public bool DmarcShort() => DmarcRecord.TryParse(Short, out _, out _);

    [Benchmark]
    public bool DmarcLong() => DmarcRecord.TryParse(Long, out _, out _);

    [Benchmark]
    public ValueTask<DmarcResult> DmarcDiscoveryTwoLevelsUp() => DmarcDiscovery.FindAsync(_resolver, _domain, CancellationToken.None);
}
