using System.Net;
using System.Security.Cryptography;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>A zone on a name server that takes signed updates (RFC 2136, RFC 8945).</summary>
/// <param name="server">The server, at an address that was judged.</param>
/// <param name="key">The key.</param>
/// <param name="zone">The zone, if the request names it.</param>
/// <param name="time">The clock.</param>
internal sealed class UpdateAccess(IPEndPoint server, TsigKey key, DnsName? zone, TimeProvider time) : IZoneAccess
{
    /// <summary>
    /// What can stand in the way at a name. What else there is the server finds by the requirements of the update. The alias comes first:
    /// asked for anything else, a server follows it, and answers that there is no such name where its target is missing (RFC 6604 §3).
    /// </summary>
    private static readonly RecordType[] s_types = [RecordType.Cname, RecordType.Txt, RecordType.MX, RecordType.A, RecordType.Aaaa];

    private readonly UpdateClient _client = new(server, key, time);

    public async Task<ZoneContents> ReadAsync(DnsName domain, IReadOnlyList<DnsName> names, CancellationToken cancellationToken)
    {
        var apex = zone ?? await FindZoneAsync(domain, cancellationToken).ConfigureAwait(false);
        var entries = new List<ZoneEntry>();
        foreach (var name in names)
        {
            entries.AddRange(await ReadAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return await WithoutWildcardsAsync(new ZoneContents(apex, entries), domain, names, cancellationToken).ConfigureAwait(false);
    }

    public async Task ApplyAsync(ZoneContents contents, IReadOnlyList<PlannedChange> changes, Action<PlannedChange> made, CancellationToken cancellationToken)
    {
        var update = new ZoneUpdate(contents.Zone);
        foreach (var set in changes.GroupBy(c => (c.Name, c.Type)))
        {
            Add(update, contents, set.Key.Name, set.Key.Type, [.. set]);
        }

        if (!update.IsEmpty)
        {
            Check(await _client.UpdateAsync(update, cancellationToken).ConfigureAwait(false), contents.Zone);
        }

        changes.ToList().ForEach(made);
    }

    public void Dispose() => _client.Dispose();

    private static void Add(ZoneUpdate update, ZoneContents contents, DnsName name, string type, PlannedChange[] changes)
    {
        List<DnsRecord> present = [.. contents.Set(name, type).Select(e => (DnsRecord)e.Handle!)];
        if (present.Count > 0)
        {
            update.RequireExactly(present);
        }
        else if (type == ZoneEntry.Cname)
        {
            update.RequireUnused(name);
        }
        else
        {
            update.RequireNone(name, TypeOf(type)).RequireNone(name, RecordType.Cname);
        }

        // RFC 2181 §5.2: all records of a set have one time to live.
        var ttl = present.Count > 0 ? present[0].Ttl : ZoneText.Ttl;
        foreach (var change in changes)
        {
            foreach (var removed in contents.Set(name, type).Where(e => change.Removed.Contains(e.Value)))
            {
                update.Remove((DnsRecord)removed.Handle!);
            }

            foreach (var value in change.Added)
            {
                update.Add(RecordOf(name, type, value, ttl));
            }
        }
    }

    private async Task<DnsName> FindZoneAsync(DnsName domain, CancellationToken cancellationToken)
    {
        SignedReply? last = null;
        foreach (var candidate in ZoneLocator.Candidates(domain))
        {
            last = await _client.AskAsync(candidate, RecordType.Soa, cancellationToken).ConfigureAwait(false);
            if (last.IsAuthoritative && last.Answers.OfType<SoaRecord>().Any(s => s.Owner == candidate))
            {
                return candidate;
            }

            // A server may refuse what it does not hold, and hold the zone above.
            if (last.Outcome is not (SignedOutcome.Refused or SignedOutcome.NotAuthoritative))
            {
                Check(last, candidate);
            }
        }

        throw new PublishException(PublishFailure.Refused, $"the name server holds no zone for {domain}, or does not let the key read it", "rfc2136.zone");
    }

    private async Task<List<ZoneEntry>> ReadAsync(DnsName name, CancellationToken cancellationToken)
    {
        var entries = new List<ZoneEntry>();
        foreach (var type in s_types)
        {
            var reply = await _client.AskAsync(name, type, cancellationToken).ConfigureAwait(false);
            Check(reply, name);
            if (reply is { Outcome: SignedOutcome.Done, IsAuthoritative: false })
            {
                throw new PublishException(PublishFailure.Refused, $"the name server does not hold {name} itself", "rfc2136.zone");
            }

            entries.AddRange(reply.Answers.Where(r => r.Owner == name && r.Type == type).Select(Entry));
            if (reply.Outcome == SignedOutcome.NoSuchName)
            {
                break;
            }
        }

        return entries;
    }

    /// <summary>
    /// Leaves out what a wildcard answers for (RFC 4592): nothing stands at the name itself, and a record that is put there is all
    /// that does. Were it a record after all, the requirements of the update would fail.
    /// </summary>
    private async Task<ZoneContents> WithoutWildcardsAsync(ZoneContents contents, DnsName domain, IReadOnlyList<DnsName> names, CancellationToken cancellationToken)
    {
        var wildcards = new Dictionary<DnsName, List<ZoneEntry>>();
        var kept = new List<ZoneEntry>();
        List<ZoneEntry> covering = [];
        foreach (var name in names)
        {
            var own = contents.At(name).ToList();
            var isMadeUp = false;
            bool? exists = null;
            for (var above = name.Ancestor(); own.Count > 0 && !isMadeUp && name != contents.Zone && above.IsAtOrUnder(contents.Zone); above = above.Ancestor())
            {
                if (!above.TryPrepend("*", out var wildcard))
                {
                    continue;
                }

                if (!wildcards.TryGetValue(wildcard, out var answered))
                {
                    wildcards[wildcard] = answered = await ReadAsync(wildcard, cancellationToken).ConfigureAwait(false);
                }

                isMadeUp = answered.Count > 0 && own.Select(e => (e.Type, e.Value)).ToHashSet().SetEquals(answered.Select(e => (e.Type, e.Value)))
                    && !(exists ??= await ExistsAsync(name, cancellationToken).ConfigureAwait(false));
                if (isMadeUp && name == domain)
                {
                    covering = answered;
                }
            }

            kept.AddRange(isMadeUp ? [] : own);
        }

        return contents with { Entries = kept, Wildcard = covering };
    }

    /// <summary>
    /// Whether a name with the records of a wildcard above it is there all the same. Below a name that is there no wildcard above it answers
    /// (RFC 4592 §3.3.1), so that there is no such name as one that nobody has thought of. It is asked for below "*.NAME", for that could
    /// be a wildcard itself and would answer beside it, and as an alias, which no server follows.
    /// </summary>
    private async Task<bool> ExistsAsync(DnsName name, CancellationToken cancellationToken)
    {
        if (!name.TryPrepend($"{RandomNumberGenerator.GetHexString(12, lowercase: true)}.*", out var below))
        {
            return false;
        }

        var reply = await _client.AskAsync(below, RecordType.Cname, cancellationToken).ConfigureAwait(false);
        Check(reply, below);
        return reply.Outcome == SignedOutcome.NoSuchName;
    }

    private static void Check(SignedReply reply, DnsName name)
    {
        if (reply.Outcome is not (SignedOutcome.Done or SignedOutcome.NoSuchName))
        {
            throw Failure(reply, name);
        }
    }

    private static PublishException Failure(SignedReply reply, DnsName name) => reply.Outcome switch
    {
        SignedOutcome.BadKey => new(PublishFailure.Refused, $"the name server refused: {reply.Reason}", "rfc2136.key_name"),
        SignedOutcome.BadSignature => new(PublishFailure.Refused, $"the name server refused: {reply.Reason}", "rfc2136.secret"),
        SignedOutcome.NotAuthoritative => new(PublishFailure.Refused, $"the name server refused: {reply.Reason}", "rfc2136.zone"),
        SignedOutcome.Refused or SignedOutcome.BadTime => new(PublishFailure.Refused, $"the name server refused: {reply.Reason}"),
        SignedOutcome.RequirementFailed => new(PublishFailure.ZoneChanged, "the zone has changed since it was read; look at the plan again"),
        SignedOutcome.Unreachable => new(PublishFailure.Failed, $"the name server could not be asked about {name}: {reply.Reason}"),
        _ => new(PublishFailure.Failed, $"the name server could not be worked with: {reply.Reason}"),
    };

    private static ZoneEntry Entry(DnsRecord record) => record switch
    {
        TxtRecord text => new ZoneEntry(record.Owner, ZoneEntry.Txt, text.Text, record.Ttl, record),
        MxRecord mx => new ZoneEntry(record.Owner, ZoneEntry.Mx, ZoneEntry.MxValue(mx.Preference, mx.Exchange), record.Ttl, record),
        NameRecord alias => new ZoneEntry(record.Owner, ZoneEntry.Cname, alias.Target.Text, record.Ttl, record),
        AddressRecord address => new ZoneEntry(record.Owner, record.Type == RecordType.A ? "A" : "AAAA", address.Address.ToString(), record.Ttl, record),
        _ => new ZoneEntry(record.Owner, record.Type.ToString(), "", record.Ttl, record),
    };

    private static RecordType TypeOf(string type) => type switch
    {
        ZoneEntry.Mx => RecordType.MX,
        ZoneEntry.Cname => RecordType.Cname,
        _ => RecordType.Txt,
    };

    private static DnsRecord RecordOf(DnsName name, string type, string value, uint ttl) => type switch
    {
        ZoneEntry.Mx when ZoneEntry.ReadMx(value) is { } mx => new MxRecord(name, ttl, (ushort)mx.Preference, mx.Exchange),
        ZoneEntry.Cname => new NameRecord(name, RecordType.Cname, ttl, DnsName.Parse(value)),
        _ => ZoneOverlay.TextRecord(name, value, ttl),
    };
}
