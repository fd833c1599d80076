using BenchmarkDotNet.Attributes;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Benchmarks;

/// <summary>Names, and the Public Suffix List.</summary>
public class NameBenchmarks
{
    private readonly PublicSuffixList _list = PublicSuffixList.Embedded;
    private readonly DomainName _name = DomainName.Parse("a.b.shop.example.co.uk");

    [Benchmark]
    public DomainName DomainNameAscii() => DomainName.Parse("Mail.Example.CO.UK.");

    [Benchmark]
    public DomainName DomainNameUnicode() => DomainName.Parse("post.bücher.example");

    [Benchmark]
    public DnsName DnsNameText() => DnsName.Parse("selector1._domainkey.example.com");

    [Benchmark]
    public bool IsPublicSuffix() => _list.IsPublicSuffix(_name, SuffixSections.All);

    [Benchmark]
    public DomainName? RegistrableDomain() => _list.RegistrableDomain(_name, SuffixSections.All);
}
