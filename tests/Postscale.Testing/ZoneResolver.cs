using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>
/// An <see cref="IDnsResolver"/> over records held in memory, for tests of what is made of answers. It follows CNAMEs,
/// tells "no such name" from "no data" as RFC 2308 and RFC 8020 do (a name with something below it exists), and fails where told to.
/// Tests of reading DNS itself use real servers.
/// </summary>
public sealed class ZoneResolver : IDnsResolver
{
    // Tests add to them while services ask.
    private readonly ConcurrentDictionary<DnsName, ImmutableList<DnsRecord>> _records = [];
    private readonly ConcurrentDictionary<(DnsName, RecordType?), DnsFailure> _failures = [];
    private readonly ConcurrentQueue<(DnsName Name, RecordType Type)> _asked = new();

    /// <summary>Every look-up so far, in order.</summary>
    public IReadOnlyList<(DnsName Name, RecordType Type)> Asked => [.. _asked];

    public ZoneResolver Add(DnsRecord record)
    {
        _records.AddOrUpdate(record.Owner, [record], (_, present) => present.Add(record));
        return this;
    }

    public ZoneResolver Txt(string owner, params string[] strings) =>
        Add(new TxtRecord(DnsName.Parse(owner), RecordType.Txt, 300, strings));

    public ZoneResolver Mx(string owner, ushort preference, string exchange) =>
        Add(new MxRecord(DnsName.Parse(owner), 300, preference, DnsName.Parse(exchange)));

    public ZoneResolver Cname(string owner, string target) =>
        Add(new NameRecord(DnsName.Parse(owner), RecordType.Cname, 300, DnsName.Parse(target)));

    public ZoneResolver Address(string owner, string address) =>
        Add(new AddressRecord(DnsName.Parse(owner), 300, IPAddress.Parse(address)));

    public ZoneResolver Ptr(string owner, string target) =>
        Add(new NameRecord(DnsName.Parse(owner), RecordType.Ptr, 300, DnsName.Parse(target)));

    /// <summary>Makes look-ups of a name fail: of one type, or of all when none is given.</summary>
    public ZoneResolver Fail(string owner, DnsFailure failure = DnsFailure.ServerFailure, RecordType? type = null)
    {
        _failures[(DnsName.Parse(owner), type)] = failure;
        return this;
    }

    /// <summary>Removes all records and failures of a name.</summary>
    public ZoneResolver Remove(string owner)
    {
        var name = DnsName.Parse(owner);
        _records.TryRemove(name, out _);
        foreach (var key in _failures.Keys.Where(k => k.Item1 == name).ToList())
        {
            _failures.TryRemove(key, out _);
        }

        return this;
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _asked.Enqueue((name, type));
        var aliases = new List<DnsName>();
        var current = name;
        while (true)
        {
            if (_failures.TryGetValue((current, null), out var failure) || _failures.TryGetValue((current, type), out failure))
            {
                return Answer(DnsOutcome.TemporaryFailure, [], failure);
            }

            if (!_records.TryGetValue(current, out var records))
            {
                var exists = _records.Keys.Any(k => k.IsAtOrUnder(current));
                return Answer(exists ? DnsOutcome.NoData : DnsOutcome.NoSuchName, []);
            }

            var wanted = records.Where(r => r.Type == type).ToList();
            if (wanted.Count > 0)
            {
                return Answer(DnsOutcome.Found, wanted);
            }

            if (records.OfType<NameRecord>().FirstOrDefault(r => r.Type == RecordType.Cname) is not { } alias)
            {
                return Answer(DnsOutcome.NoData, []);
            }

            if (aliases.Count >= 16)
            {
                return Answer(DnsOutcome.TemporaryFailure, [], DnsFailure.AliasLoop);
            }

            aliases.Add(alias.Target);
            current = alias.Target;
        }

        ValueTask<DnsAnswer> Answer(DnsOutcome outcome, IReadOnlyList<DnsRecord> records, DnsFailure failure = DnsFailure.None) => new(new DnsAnswer
        {
            Name = name,
            Type = type,
            Outcome = outcome,
            Records = records,
            Aliases = aliases,
            Failure = failure,
            FailureText = failure == DnsFailure.None ? null : $"the server failed ({failure})",
            Server = "in memory",
        });
    }
}
