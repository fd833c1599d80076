using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dkim;

/// <summary>Looks DKIM keys up (RFC 6376 §3.6.2).</summary>
public static class DkimKeyLookup
{
    /// <summary>Looks at what stands at the name of a key. One look-up.</summary>
    /// <param name="resolver">Asks DNS.</param>
    /// <param name="keyName">The whole name: "selector._domainkey.example.com".</param>
    /// <param name="cancellationToken">Gives the look-up up.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public static async ValueTask<DkimKeyResult> FindAsync(IDnsResolver resolver, DnsName keyName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(keyName);
        var answer = await resolver.ResolveAsync(keyName, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        return answer.Outcome switch
        {
            DnsOutcome.Found => Judge(answer, [.. answer.Records.OfType<TxtRecord>().Select(record => record.Text)]),
            DnsOutcome.TemporaryFailure => new DkimKeyResult
            {
                Outcome = DkimKeyOutcome.TemporaryFailure,
                Answer = answer,
                Reason = $"DNS could not be read: {answer.FailureText ?? "no answer came"}",
            },
            _ => new DkimKeyResult { Outcome = DkimKeyOutcome.NotFound, Answer = answer, Reason = WhyAbsent(answer) },
        };
    }

    private static DkimKeyResult Judge(DnsAnswer answer, IReadOnlyList<string> texts)
    {
        var result = new DkimKeyResult { Outcome = DkimKeyOutcome.NotFound, Answer = answer, Texts = texts };
        var keys = texts.Where(DkimKeyParser.LooksLikeKey).ToList();
        if (keys.Count == 0)
        {
            var what = texts.Count == 0 ? "nothing" : Excerpt.Quote(texts[0]);
            return result with { Reason = $"there is a TXT record, but it is no DKIM key: {what}" };
        }

        // RFC 6376 §3.6.2.2: key records must be unique, the result of several is undefined.
        if (keys.Count > 1)
            return result with { Outcome = DkimKeyOutcome.Several, Reason = $"there are {keys.Count} DKIM key records, and only one may be there" };

        if (!DkimKeyRecord.TryParse(keys[0], out var record, out var error))
            return result with { Outcome = DkimKeyOutcome.Unusable, Error = error, Reason = error.Reason };

        IReadOnlyList<DkimKeyWarning> warnings = texts.Count == 1
            ? record.Warnings
            : [.. record.Warnings, new(DkimKeyWarningKind.OtherRecords, "other TXT records stand beside the DKIM key, and some verifiers read only the first")];
        return result with
        {
            Outcome = record.IsRevoked ? DkimKeyOutcome.Revoked : DkimKeyOutcome.Found,
            Record = record,
            Warnings = warnings,
            Reason = record.IsRevoked ? "the key is revoked: its p= tag is empty" : null,
        };
    }

    private static string WhyAbsent(DnsAnswer answer)
    {
        if (answer.Aliases.Count == 0)
            return answer.Outcome == DnsOutcome.NoSuchName ? "the name does not exist" : "the name has no TXT record";
        return answer.Outcome == DnsOutcome.NoSuchName
            ? $"the name is an alias that ends at {answer.FinalName}, which does not exist"
            : $"the name is an alias that ends at {answer.FinalName}, which has no TXT record";
    }
}
