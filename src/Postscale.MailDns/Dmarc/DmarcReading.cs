using Postscale.MailDns.Dkim;

namespace Postscale.MailDns.Dmarc;

/// <summary>
/// What one text came to: a record or an error. Also what a tree walk needs of a record that is not applied: whether it counts as a DMARC
/// record and what its psd= tag says.
/// </summary>
internal sealed class DmarcReading
{
    private readonly string _text;
    private readonly Dictionary<string, TagSpec> _tags = new(StringComparer.Ordinal);
    private readonly List<DmarcWarning> _warnings = [];

    private DmarcReading(string text)
    {
        _text = text;
        Error = DmarcVersion.Check(text);
        IsDmarc = Error is null;
        if (IsDmarc && (Error = ReadTags()) is null)
            ReadRecord();
    }

    public DmarcRecord? Record { get; private set; }

    public DmarcError? Error { get; private set; }

    /// <summary>Whether the text begins with a right v= tag and thus counts in a tree walk (RFC 9989 §4.10 steps 2 and 6).</summary>
    public bool IsDmarc { get; }

    public DmarcPublicSuffix PublicSuffix { get; private set; }

    public static DmarcReading Of(string text) => new(text);

    /// <summary>The valid URIs of one tag, also of a record without a policy, as those that authorise reports are (RFC 9990 §4).</summary>
    public static IReadOnlyList<DmarcReportUri> ReportUris(string text, string tag) => new DmarcReading(text).Uris(tag);

    private DmarcError? ReadTags()
    {
        var specs = TagList.Read(_text);
        for (var i = 0; i < specs.Count; i++)
        {
            var spec = specs[i];
            var name = spec.Name.ToLowerInvariant();
            if (spec.Fault is not (TagFault.None or TagFault.BadValue))
            {
                // RFC 9989 §4.7: syntax errors after the v= tag are ignored.
                Warn(DmarcWarningKind.FaultyTag, spec.FaultPosition, FaultText(spec));
                continue;
            }

            if (!_tags.TryAdd(name, spec))
                return new(DmarcErrorKind.DuplicateTag, spec.NamePosition, $"the tag {Excerpt.Quote(spec.Name)} occurs twice");
            if (name != spec.Name)
                Warn(DmarcWarningKind.TagNameCase, spec.NamePosition, $"the tag {Excerpt.Quote(spec.Name)} is not in lower case, as some receivers want it");
            if (name == "p" && i > 1)
                Warn(DmarcWarningKind.PolicyNotSecond, spec.NamePosition, "the p= tag does not follow v=DMARC1 directly, as older receivers want it");
        }

        return null;
    }

    private void ReadRecord()
    {
        PublicSuffix = Choose("psd", DmarcPublicSuffix.Unknown, ("y", DmarcPublicSuffix.Yes), ("n", DmarcPublicSuffix.No), ("u", DmarcPublicSuffix.Unknown));
        var (p, pFault) = DmarcPolicyTag.Read(_text, _tags, "p");
        var (sp, spFault) = DmarcPolicyTag.Read(_text, _tags, "sp");
        var (np, npFault) = DmarcPolicyTag.Read(_text, _tags, "np");
        var rua = Uris("rua");
        var fault = pFault ?? spFault ?? npFault;

        // RFC 9989 §4.10.1: with a fault in p=, sp= or np= and a valid rua=, "p=none" is all that holds; without one, nothing does.
        if (fault is not null && rua.Count == 0)
        {
            Error = fault;
            return;
        }

        if (fault is not null)
            Warn(DmarcWarningKind.PolicyAssumed, fault.Position, $"{fault.Reason}, so that receivers act as if the policy were p=none");

        var testing = Choose("t", false, ("y", true), ("n", false));
        var failures = Uris("ruf");
        var options = Failures();
        var adkim = Choose("adkim", DmarcAlignment.Relaxed, ("r", DmarcAlignment.Relaxed), ("s", DmarcAlignment.Strict));
        var aspf = Choose("aspf", DmarcAlignment.Relaxed, ("r", DmarcAlignment.Relaxed), ("s", DmarcAlignment.Strict));
        WarnOfTags();
        var policy = fault is null ? p!.Value : DmarcPolicy.None;
        if (policy == DmarcPolicy.None)
            Warn(DmarcWarningKind.PolicyNone, null, "the policy is none, which asks nothing of receivers");
        if (testing)
            Warn(DmarcWarningKind.Testing, _tags["t"].NamePosition, "t=y says that the policy is only being tested");
        if (rua.Count == 0)
            Warn(DmarcWarningKind.NoAggregateReports, null, "no address for aggregate reports is given, so that none are sent");

        Record = new DmarcRecord
        {
            Policy = policy,
            IsPolicyAssumed = fault is not null,
            SubdomainPolicy = fault is null ? sp : null,
            NonexistentSubdomainPolicy = fault is null ? np : null,
            PublicSuffix = PublicSuffix,
            IsTesting = testing,
            DkimAlignment = adkim,
            SpfAlignment = aspf,
            FailureOptions = options,
            AggregateReports = rua,
            FailureReports = failures,
            Warnings = [.. _warnings.OrderBy(warning => warning.Position ?? int.MaxValue)],
        };
    }

    private T Choose<T>(string name, T otherwise, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (!_tags.TryGetValue(name, out var tag))
            return otherwise;

        // RFC 9989 §4.8: the words are of either case (RFC 5234 §2.3).
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, tag.Value, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Warn(DmarcWarningKind.FaultyTag, tag.ValuePosition, $"the {name}= tag is {Excerpt.Quote(tag.Value)}, which is none of its values, and is ignored");
        return otherwise;
    }

    // RFC 9989 §4.8: dmarc-fo; each at most once, and not both of 0 and 1.
    private DmarcFailureOptions Failures()
    {
        if (!_tags.TryGetValue("fo", out var tag))
            return DmarcFailureOptions.AllFail;
        var options = DmarcFailureOptions.None;
        foreach (var word in tag.Value.Split(':'))
        {
            var option = word switch
            {
                "0" => DmarcFailureOptions.AllFail,
                "1" => DmarcFailureOptions.AnyFails,
                "d" or "D" => DmarcFailureOptions.Dkim,
                "s" or "S" => DmarcFailureOptions.Spf,
                _ => DmarcFailureOptions.None,
            };
            if (option == DmarcFailureOptions.None || options.HasFlag(option))
                return Faulty();
            options |= option;
        }

        return options.HasFlag(DmarcFailureOptions.AllFail | DmarcFailureOptions.AnyFails) ? Faulty() : options;

        DmarcFailureOptions Faulty()
        {
            Warn(DmarcWarningKind.FaultyTag, tag.ValuePosition, $"the fo= tag is {Excerpt.Quote(tag.Value)}, which is none of its values, and is ignored");
            return DmarcFailureOptions.AllFail;
        }
    }

    private List<DmarcReportUri> Uris(string name)
    {
        var uris = new List<DmarcReportUri>();
        if (!_tags.TryGetValue(name, out var tag))
            return uris;
        var at = tag.ValuePosition;
        foreach (var part in tag.Value.Split(','))
        {
            var start = at + part.Length - part.AsSpan().TrimStart(" \t").Length;
            at += part.Length + 1;
            if (!DmarcReportUri.TryParse(part.Trim(' ', '\t'), out var uri, out var reason))
            {
                Warn(DmarcWarningKind.FaultyUri, start, $"in {name}=, {reason}");
                continue;
            }

            uris.Add(uri);
            if (uri.SizeLimit is not null)
                Warn(DmarcWarningKind.ObsoleteSizeLimit, start, $"the size limit after {Excerpt.Quote(uri.Text)} is no longer part of DMARC and is ignored");
            if (!uri.IsMailto)
                Warn(DmarcWarningKind.UnusualScheme, start, $"receivers need not send reports to {Excerpt.Quote(uri.Text)}, only to mailto addresses");
        }

        return uris;
    }

    private void WarnOfTags()
    {
        foreach (var (name, tag) in _tags)
        {
            if (name is "pct" or "ri" or "rf")
                Warn(DmarcWarningKind.HistoricTag, tag.NamePosition, $"{name}= is no longer part of DMARC (RFC 9989) and is ignored");
            else if (name is not ("v" or "p" or "sp" or "np" or "psd" or "t" or "adkim" or "aspf" or "fo" or "rua" or "ruf"))
                Warn(DmarcWarningKind.UnknownTag, tag.NamePosition, $"the tag {Excerpt.Quote(tag.Name)} is unknown and is ignored");
        }
    }

    private void Warn(DmarcWarningKind kind, int? position, string reason) => _warnings.Add(new(kind, position, reason));

    private static string FaultText(TagSpec spec) => spec.Fault switch
    {
        TagFault.Empty => $"nothing stands before the semicolon {Excerpt.At(spec.FaultPosition)}",
        TagFault.NoEquals when spec.Value.Contains('@') => $"{Excerpt.Quote(spec.Value.TrimEnd())} is no tag; between addresses belongs a comma",
        TagFault.NoEquals => $"{Excerpt.Quote(spec.Value.TrimEnd())} is no tag: it has no equals sign",
        _ => $"a character {Excerpt.At(spec.FaultPosition)} cannot be part of a tag's name",
    };
}
