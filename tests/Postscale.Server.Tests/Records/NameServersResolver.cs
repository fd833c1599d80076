using Postscale.MailDns.Resolution;

namespace Postscale.Server.Tests.Records;

/// <summary>Name servers that each have a TXT record of their own at every name; the first's is the answer, as where most have it.</summary>
internal sealed class NameServersResolver(params string[] texts) : IDnsResolver
{
    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (type != RecordType.Txt || name.Text.StartsWith('*'))
        {
            return new(new DnsAnswer { Name = name, Type = type, Outcome = DnsOutcome.NoSuchName });
        }

        return new(new DnsAnswer
        {
            Name = name,
            Type = type,
            Outcome = DnsOutcome.Found,
            Records = Records(texts[0]),
            IsAuthoritative = true,
            NameServers = [.. texts.Select((t, i) => new NameServerAnswer(name.Prepend($"ns{i}"), $"192.0.2.{i}:53", name, DnsOutcome.Found, Records(t), null))],
        });

        DnsRecord[] Records(string text) => [new TxtRecord(name, RecordType.Txt, 300, [text])];
    }
}
