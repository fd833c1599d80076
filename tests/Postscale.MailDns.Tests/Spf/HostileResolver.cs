using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>
/// A world in which every name has records, made from the name and a seed: wide and deep includes under names never seen before,
/// exchangers, loops, errors and failures. Counts what it is asked.
/// </summary>
internal sealed class HostileResolver(int seed) : IDnsResolver
{
    private static readonly string[] s_terms =
        ["mx", "a", "ptr", "exists:x.%{d}", "mx:m%{d}", "include:i1.%{d1r}.test", "include:%{d}", "include:loop.test", "a:%{i}.test", "?include:spf.target.test", "redirect=r.%{d}"];

    public int Asked { get; private set; }

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        Asked++;
        var random = new Random(HashCode.Combine(seed, StableHash(name.Text), (int)type));
        DnsRecord[] records = type switch
        {
            RecordType.Txt => [new TxtRecord(name, type, 1, Record(random))],
            RecordType.MX => [.. Enumerable.Range(0, random.Next(12)).Select(i => new MxRecord(name, 1, (ushort)i, DnsName.Parse($"m{i}-{random.Next()}.test")))],
            RecordType.Ptr => [.. Enumerable.Range(0, 40).Select(i => new NameRecord(name, type, 1, DnsName.Parse($"p{i}-{random.Next()}.test")))],
            RecordType.A or RecordType.Aaaa when random.Next(4) > 0 => [new AddressRecord(name, 1, IPAddress.Parse(type == RecordType.A ? "203.0.113.1" : "2001:db8::1"))],
            _ => [],
        };
        var outcome = random.Next(60) == 0 ? DnsOutcome.TemporaryFailure : records.Length > 0 ? DnsOutcome.Found : DnsOutcome.NoData;
        return new(new DnsAnswer { Name = name, Type = type, Outcome = outcome, Records = outcome == DnsOutcome.Found ? records : [] });
    }

    private static string[] Record(Random random)
    {
        var terms = Enumerable.Range(0, random.Next(1, 40)).Select(i => random.Next(3) > 0
            ? $"include:n{random.Next()}.test"
            : s_terms[random.Next(s_terms.Length - (i == 0 ? 0 : 1))]);
        return [$"v=spf1 {string.Join(' ', terms)}{(random.Next(2) == 0 ? " ~all" : "")}"];
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
