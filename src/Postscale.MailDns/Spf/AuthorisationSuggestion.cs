using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>A record that would hold, or why none is given.</summary>
internal sealed record Suggestion(string? Record, string? Note);

/// <summary>Makes a record that keeps what the domain has and reaches the target, and proves it by walking it.</summary>
internal sealed class AuthorisationSuggestion(IDnsResolver resolver, SpfLimits limits, SpfAuthorisationResult result)
{
    private readonly DnsName _domain = result.Domain;
    private readonly string _include = SpfEdit.IncludeOf(result.Include);

    public async Task<Suggestion> MakeAsync(SpfRead? read, WalkEnd end, LostSpace? lost, CancellationToken cancellationToken)
    {
        var (text, note) = result.Outcome switch
        {
            SpfAuthorisationOutcome.TemporaryFailure => (null, "Nothing can be suggested before DNS can be read."),
            SpfAuthorisationOutcome.NoRecord => ($"v=spf1 {_include} ~all", "Publish this as a TXT record."),
            SpfAuthorisationOutcome.OnlyOtherType => await OtherTypeAsync(cancellationToken).ConfigureAwait(false),
            SpfAuthorisationOutcome.MultipleRecords => Merged(read!.Texts),
            SpfAuthorisationOutcome.LostSpace => Completed(lost!.Text, "It has the space that was lost."),
            SpfAuthorisationOutcome.SyntaxError => (null, $"Correct {Quote.Of(result.SyntaxError!.Term)} first: {result.SyntaxError.Reason}."),
            SpfAuthorisationOutcome.TooManyLookups or SpfAuthorisationOutcome.TooManyVoids or SpfAuthorisationOutcome.TooManyMxHosts => (null, OverLimit()),
            _ => Changed(read!, end),
        };
        return text is null ? new Suggestion(null, note) : await ProveAsync(text, note, cancellationToken).ConfigureAwait(false);
    }

    private (string? Text, string? Note) Changed(SpfRead read, WalkEnd end)
    {
        var record = read.Record!;
        var edit = new SpfEdit(read.Texts[0], record);
        var stop = end.Index >= 0 ? record.Terms[end.Index] : null;
        if (stop is SpfDirective && IsTarget(stop))
        {
            edit.Replace(stop, _include);
            edit.RemoveAll(t => IsTarget(t) && !ReferenceEquals(t, stop));
            return (edit.ToString(), $"It has '{_include}' in place of {Quote.Of(stop.ToString()!)}.");
        }

        var note = result.NamesInclude ? $"It has '{_include}' where it is reached." : $"It has '{_include}' added.";
        edit.RemoveAll(IsTarget);
        if (end is { Kind: WalkEndKind.Fault, IsDead: true, Path.Count: 1 } && stop is not null)
        {
            // Such a term of the domain's own fails every sender behind it and authorises nobody.
            note = $"It leaves out {Quote.Of(stop.ToString()!)}, which leads to no record that can be used.";
            edit.Remove(stop);
            if (stop is SpfModifier)
            {
                edit.Insert("~all", before: null);
            }

            stop = null;
        }
        else if (end.Kind == WalkEndKind.Fault)
        {
            note = $"It has '{_include}' before {Quote.Of(end.Path[0])}, whose fault only its owner can mend.";
        }

        edit.Insert(_include, stop);
        return (edit.ToString(), note);
    }

    private async Task<(string? Text, string? Note)> OtherTypeAsync(CancellationToken cancellationToken)
    {
        var answer = await resolver.ResolveAsync(_domain, RecordType.Spf, cancellationToken).ConfigureAwait(false);
        return SpfRecordSelector.Select(answer.Records) is [var text]
            ? Completed(text, "Publish this as a TXT record.")
            : ($"v=spf1 {_include} ~all", "Publish this as a TXT record.");
    }

    private (string? Text, string? Note) Merged(IReadOnlyList<string> texts)
    {
        var records = new List<SpfRecord>();
        foreach (var text in texts)
        {
            if (!SpfRecord.TryParse(text, out var record, out var error))
            {
                return (null, $"The records cannot be merged before {Quote.Of(error.Term)} is corrected: {error.Reason}.");
            }

            records.Add(record);
        }

        return Completed(SpfMerge.Merge(records), $"It replaces all {texts.Count} records. Where their 'all' differ it has the less strict one, but never '+all'.");
    }

    // Adds the target to a text that is in order, unless it passes there already.
    private (string? Text, string? Note) Completed(string text, string note)
    {
        if (!SpfRecord.TryParse(text, out var record, out var error))
        {
            return (null, $"Correct {Quote.Of(error.Term)} first: {error.Reason}.");
        }

        var reached = record.Terms.TakeWhile(t => t is not SpfDirective { Mechanism.Kind: SpfMechanismKind.All }).FirstOrDefault(IsTarget);
        if (reached is SpfDirective { Qualifier: SpfQualifier.Pass } || (reached is SpfModifier && record.All is null))
        {
            return (text, note);
        }

        var edit = new SpfEdit(text, record);
        edit.RemoveAll(IsTarget);
        edit.Insert(_include, before: null);
        return (edit.ToString(), note);
    }

    private async Task<Suggestion> ProveAsync(string text, string? note, CancellationToken cancellationToken)
    {
        if (!SpfRecord.TryParse(text, out var record, out _))
        {
            return new Suggestion(null, "No record can be suggested.");
        }

        var walk = new AuthorisationWalk(resolver, _domain, result.Include, limits);
        var end = await walk.WalkAsync(_domain, record, [], cancellationToken).ConfigureAwait(false);
        if (end is not { Kind: WalkEndKind.Target, Qualifier: SpfQualifier.Pass })
        {
            var why = end.Kind == WalkEndKind.Fault ? $": {end.Reason}" : "";
            var costly = end.Outcome == SpfAuthorisationOutcome.TooManyLookups ? Costly() : "";
            return new Suggestion(null, $"Adding '{_include}' would not be enough{why}.{costly}");
        }

        var counter = new LookupCounter(resolver, _domain, limits.MaxLookups * LookupCounter.CapFactor);
        await counter.CountAsync(_domain, record, cancellationToken).ConfigureAwait(false);
        if (counter.Count <= limits.MaxLookups)
        {
            return new Suggestion(text, note);
        }

        var over = $"{AuthorisationReview.Count(counter.Count, limits)} look-ups, and RFC 7208 §4.6.4 allows {limits.MaxLookups}";
        return counter.Count > result.WorstCaseLookups && result.WorstCaseLookups > 0
            ? new Suggestion(null, $"With '{_include}' the whole record would need {over}: remove other terms first.{Costly()}")
            : new Suggestion(text, $"{note} The whole record still needs {over}.");
    }

    private string OverLimit() => result.Outcome switch
    {
        SpfAuthorisationOutcome.TooManyLookups => $"Remove terms until at most {limits.MaxLookups} look-ups are needed.{Costly()}",
        SpfAuthorisationOutcome.TooManyVoids => "Remove the terms that find nothing.",
        _ => $"Replace the 'mx' by the networks of its hosts: it may have {limits.MaxMxNames} of them.",
    };

    private string Costly()
    {
        var costly = result.Costs.Where(c => c.Depth == 1).OrderByDescending(c => c.Lookups).Take(3).Select(c => $"{Quote.Of(c.Path)} ({c.Lookups})");
        return result.Costs.Count == 0 ? "" : $" The most costly are {string.Join(", ", costly)}.";
    }

    private bool IsTarget(SpfTerm term) => WalkNames.LeadsTo(term, _domain, _domain, result.Include);
}
