using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>What reading the record of a name came to.</summary>
internal enum SpfReadKind
{
    Found,
    NoRecord,
    Multiple,
    SyntaxError,
    Temporary,
}

/// <summary>The record of one name, or why there is none (RFC 7208 §4.4, §4.5, §4.6).</summary>
internal sealed record SpfRead(SpfReadKind Kind, DnsAnswer Answer, IReadOnlyList<string> Texts)
{
    public SpfRecord? Record { get; private init; }

    public SpfSyntaxError? Error { get; private init; }

    /// <summary>What is wrong, as a sentence without its end: "example.com has 2 SPF records".</summary>
    public string Problem => Kind switch
    {
        SpfReadKind.Temporary => $"the TXT records of {Answer.Name} could not be read ({Answer.FailureText ?? "no answer"})",
        SpfReadKind.NoRecord when Answer.Outcome == DnsOutcome.NoSuchName => $"{Answer.Name} does not exist in DNS",
        SpfReadKind.NoRecord => $"{Answer.Name} has no SPF record",
        SpfReadKind.Multiple => $"{Answer.Name} has {Texts.Count} SPF records where only one is allowed",
        SpfReadKind.SyntaxError => $"the SPF record of {Answer.Name} has an error in {Quote.Of(Error!.Term)}: {Error.Reason}",
        _ => "",
    };

    /// <summary>The same as a whole sentence. A name that stands first keeps its lower case.</summary>
    public string Sentence => Problem.StartsWith("the ", StringComparison.Ordinal) ? $"The {Problem[4..]}." : $"{Problem}.";

    public static async ValueTask<SpfRead> ReadAsync(IDnsResolver resolver, DnsName name, CancellationToken cancellationToken)
    {
        var answer = await resolver.ResolveAsync(name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return new SpfRead(SpfReadKind.Temporary, answer, []);
        }

        var texts = SpfRecordSelector.Select(answer.Records);
        return texts.Count switch
        {
            0 => new SpfRead(SpfReadKind.NoRecord, answer, texts),
            1 when SpfRecord.TryParse(texts[0], out var record, out var error) => new SpfRead(SpfReadKind.Found, answer, texts) { Record = record },
            1 => new SpfRead(SpfReadKind.SyntaxError, answer, texts) { Error = SyntaxErrorOf(texts[0]) },
            _ => new SpfRead(SpfReadKind.Multiple, answer, texts),
        };
    }

    private static SpfSyntaxError? SyntaxErrorOf(string text) => SpfRecord.TryParse(text, out _, out var error) ? null : error;
}
