namespace Postscale.MailDns.Resolution;

/// <summary>Looks records up in the answer section of a response.</summary>
internal static class AnswerSection
{
    /// <summary>The records of one type at one name, each once.</summary>
    public static IReadOnlyList<DnsRecord> RecordsAt(IReadOnlyList<DnsRecord> section, DnsName name, RecordType type)
    {
        List<DnsRecord>? found = null;
        foreach (var record in section)
        {
            // RFC 2181 §5: a set holds no record twice. Counting one twice would make of one SPF record two.
            if (record.Type == type && record.Owner == name && found?.Exists(r => SameData(r, record)) != true)
            {
                (found ??= []).Add(record);
            }
        }

        return found ?? (IReadOnlyList<DnsRecord>)[];
    }

    /// <summary>Where the name leads, by CNAME or by the DNAME of a name above it; null when it is no alias.</summary>
    public static DnsName? AliasOf(IReadOnlyList<DnsRecord> section, DnsName name)
    {
        DnsName? viaTree = null;
        foreach (var record in section)
        {
            if (record is not NameRecord alias)
            {
                continue;
            }

            if (alias.Type == RecordType.Cname && alias.Owner == name)
            {
                return alias.Target;
            }

            if (alias.Type == RecordType.Dname && alias.Owner != name && name.IsAtOrUnder(alias.Owner))
            {
                viaTree = Substitute(name, alias);
            }
        }

        return viaTree;
    }

    // RFC 6672 §2.2: servers make the CNAME that follows from a DNAME; a client can make it where one does not.
    private static DnsName? Substitute(DnsName name, NameRecord alias)
    {
        var kept = name.LabelCount - alias.Owner.LabelCount;
        var labels = new byte[kept + alias.Target.LabelCount][];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (i < kept ? name.Label(i) : alias.Target.Label(i - kept)).ToArray();
        }

        return DnsName.TryCreate(labels, out var target) ? target : null;
    }

    private static bool SameData(DnsRecord left, DnsRecord right) => (left, right) switch
    {
        (TxtRecord l, TxtRecord r) => l.Strings.SequenceEqual(r.Strings, StringComparer.Ordinal),
        (OpaqueRecord l, OpaqueRecord r) => l.Data.Span.SequenceEqual(r.Data.Span),
        _ => (left with { Ttl = 0 }).Equals(right with { Ttl = 0 }),
    };
}
