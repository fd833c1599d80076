using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>One question under way: first the answer, then what helps to improve it.</summary>
internal sealed class AuthorisationQuestion(IDnsResolver resolver, DnsName domain, DnsName target, SpfLimits limits)
{
    private readonly AuthorisationWalk _walk = new(resolver, domain, target, limits);
    private SpfRead? _read;
    private WalkEnd _end = WalkEnd.NoMatch;
    private LostSpace? _lostSpace;

    public SpfAuthorisationResult Result { get; private set; } = new()
    {
        Domain = domain,
        Include = target,
        Outcome = SpfAuthorisationOutcome.TemporaryFailure,
        Reason = $"The SPF record of {domain} could not be evaluated within {limits.MaxDuration.TotalSeconds:0} seconds.",
    };

    /// <summary>Whether the outcome stands, whatever else is still to be learned.</summary>
    public bool IsDecided { get; private set; }

    private string Include => SpfEdit.IncludeOf(target);

    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        _read = await SpfRead.ReadAsync(resolver, domain, cancellationToken).ConfigureAwait(false);
        _lostSpace = _read.Answer.Records.OfType<TxtRecord>().Where(MayBeOurs).Select(t => LostSpace.Find(t, IsTarget)).FirstOrDefault(l => l is not null);
        Result = Result with { Records = _read.Texts, NamesInclude = _read.Texts.Any(NamesTarget) };
        switch (_read.Kind)
        {
            case SpfReadKind.Temporary:
                Set(SpfAuthorisationOutcome.TemporaryFailure, $"The SPF record of {domain} is not known: {_read.Problem}.");
                break;
            case SpfReadKind.NoRecord when _lostSpace is null:
                await DecideAbsenceAsync(_read, cancellationToken).ConfigureAwait(false);
                break;
            case SpfReadKind.NoRecord:
                SetLostSpace(_lostSpace);
                break;
            case SpfReadKind.Multiple:
                Set(SpfAuthorisationOutcome.MultipleRecords, AuthorisationReasons.Multiple(domain, _read.Texts));
                break;
            case SpfReadKind.SyntaxError when _lostSpace is null:
                Set(SpfAuthorisationOutcome.SyntaxError, AuthorisationReasons.Syntax(domain, _read.Error!, MentionsTarget(_read) ? null : Include));
                Result = Result with { SyntaxError = _read.Error };
                break;
            case SpfReadKind.SyntaxError:
                SetLostSpace(_lostSpace);
                Result = Result with { SyntaxError = _read.Error };
                break;
            default:
                _end = await _walk.WalkAsync(domain, _read.Record!, [], cancellationToken).ConfigureAwait(false);
                DecideEnd();
                break;
        }
    }

    /// <summary>Adds the target's state, the worst case, warnings and a suggestion.</summary>
    public async Task AdviseAsync(CancellationToken cancellationToken)
    {
        var (state, lookups, problem) = await ReadTargetAsync(cancellationToken).ConfigureAwait(false);
        Result = Result with { TargetState = state, TargetLookups = lookups };
        var warnings = new List<string>();
        if (_read?.Record is { } record)
        {
            var counter = Counter();
            await counter.CountAsync(domain, record, cancellationToken).ConfigureAwait(false);
            Result = Result with { WorstCaseLookups = counter.Count };
            warnings.AddRange(AuthorisationReview.OfRecord(record, _read.Texts[0]));
            warnings.AddRange(AuthorisationReview.OfCounts(counter.Count, _walk.Voids, _walk.Opaque, limits));
        }

        warnings.AddRange(AuthorisationReview.OfTarget(state, problem));
        Result = Result with { Warnings = warnings };
        if (!Result.Holds)
        {
            var suggestion = await new AuthorisationSuggestion(resolver, limits, Result)
                .MakeAsync(_read, _end, _lostSpace, cancellationToken).ConfigureAwait(false);
            Result = Result with { SuggestedRecord = suggestion.Record, SuggestionNote = suggestion.Note };
        }
    }

    private LookupCounter Counter() => new(resolver, domain, limits.MaxLookups * LookupCounter.CapFactor);

    private bool IsTarget(SpfTerm term) => WalkNames.LeadsTo(term, domain, domain, target);

    // Word by word, so that an error elsewhere in the text does not hide the name.
    private bool NamesTarget(string text) =>
        SpfToken.Split(text).Skip(1).Any(t => SpfTermParser.TryParse(t.Text, out var term, out _) && IsTarget(term));

    private bool MentionsTarget(SpfRead read) => Result.NamesInclude || read.Error!.Term.Contains(target.Text, StringComparison.OrdinalIgnoreCase);

    private bool MayBeOurs(TxtRecord txt) => _read!.Texts.Count > 0
        ? txt.Text == _read.Texts[0]
        : txt.Text.StartsWith(SpfRecord.Version, StringComparison.OrdinalIgnoreCase);

    private void Set(SpfAuthorisationOutcome outcome, string reason)
    {
        IsDecided = true;
        Result = Result with
        {
            Outcome = outcome,
            Reason = reason,
            LookupsUsed = _walk.Lookups,
            VoidLookupsUsed = _walk.Voids.Count,
            Costs = [.. _walk.Costs],
        };
    }

    private void SetLostSpace(LostSpace lost) => Set(SpfAuthorisationOutcome.LostSpace, AuthorisationReasons.Glued(domain, lost));

    private void DecideEnd()
    {
        if (_end.Kind == WalkEndKind.Target && _end.Qualifier == SpfQualifier.Pass)
        {
            if (_walk.Unread is not null)
            {
                Set(SpfAuthorisationOutcome.TemporaryFailure, $"The SPF record of {domain} cannot be judged now: {_walk.Unread}.");
                return;
            }

            Set(SpfAuthorisationOutcome.Holds, AuthorisationReasons.Holds(domain, target, _end.Path, _walk.Lookups, limits));
            Result = Result with { ViaPath = _end.Path };
        }
        else if (_end.Kind == WalkEndKind.Target)
        {
            Set(SpfAuthorisationOutcome.WrongQualifier, AuthorisationReasons.WrongQualifier(domain, target, _end));
        }
        else if (_end.Kind == WalkEndKind.Fault && !(_lostSpace is not null && _end.Outcome != SpfAuthorisationOutcome.TemporaryFailure))
        {
            var addition = _end.Outcome == SpfAuthorisationOutcome.TemporaryFailure || Result.NamesInclude ? "" : $" The record also does not name '{Include}'.";
            Set(_end.Outcome, $"The SPF record of {domain} {AuthorisationReasons.Fails(_end.Outcome)}: {_end.Reason}.{addition}");
        }
        else if (_lostSpace is not null)
        {
            SetLostSpace(_lostSpace);
        }
        else if (_walk.NearMisses.OrderBy(m => m.Path.Count).FirstOrDefault() is { } miss)
        {
            Set(miss.Outcome, $"The SPF record of {domain} names {target}, but {miss.Reason}.");
        }
        else
        {
            Set(SpfAuthorisationOutcome.IncludeMissing, AuthorisationReasons.Missing(domain, Include, _read!.Record!, _walk.Opaque));
        }
    }

    private async Task DecideAbsenceAsync(SpfRead read, CancellationToken cancellationToken)
    {
        // Decided: the look-up only explains, and a failure of it changes nothing (RFC 7208 §3.1).
        Set(SpfAuthorisationOutcome.NoRecord, AuthorisationReasons.Absent(read));
        Result = Result with { SimilarText = AuthorisationReasons.Similar(read, SpfRecord.Version) };
        using var little = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        little.CancelAfter(limits.MaxAdviceDuration);
        var other = await resolver.ResolveAsync(domain, RecordType.Spf, little.Token).ConfigureAwait(false);
        if (SpfRecordSelector.Select(other.Records) is [var text, ..])
        {
            Set(SpfAuthorisationOutcome.OnlyOtherType, AuthorisationReasons.OtherType(domain, text));
            Result = Result with { SimilarText = null };
        }
    }

    private async Task<(SpfTargetState State, int Lookups, string? Problem)> ReadTargetAsync(CancellationToken cancellationToken)
    {
        var read = await SpfRead.ReadAsync(resolver, target, cancellationToken).ConfigureAwait(false);
        if (read.Record is not { } record)
        {
            var state = read.Kind switch
            {
                SpfReadKind.Temporary => SpfTargetState.Unreadable,
                SpfReadKind.NoRecord => SpfTargetState.NoRecord,
                _ => SpfTargetState.Invalid,
            };
            return (state, 0, read.Problem);
        }

        var counter = Counter();
        await counter.CountAsync(target, record, cancellationToken).ConfigureAwait(false);
        return (counter.Problem is null ? SpfTargetState.Usable : counter.IsTemporary ? SpfTargetState.Unreadable : SpfTargetState.Invalid,
            counter.Count, counter.Problem);
    }
}
