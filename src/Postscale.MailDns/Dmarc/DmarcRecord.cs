using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Postscale.MailDns.Dmarc;

/// <summary>A DMARC policy record that receivers apply (RFC 9989 §4.7).</summary>
public sealed class DmarcRecord
{
    internal DmarcRecord()
    {
    }

    /// <summary>The policy for the domain itself: the p= tag, or none where it has to be assumed.</summary>
    public DmarcPolicy Policy { get; internal init; }

    /// <summary>Whether the policy tags are missing or faulty, so that receivers act as if p=none alone were there (RFC 9989 §4.10.1).</summary>
    public bool IsPolicyAssumed { get; internal init; }

    /// <summary>The policy for existing subdomains: the sp= tag; null where it is absent and <see cref="Policy"/> holds.</summary>
    public DmarcPolicy? SubdomainPolicy { get; internal init; }

    /// <summary>The policy for subdomains that do not exist: the np= tag; null where it is absent and that of other subdomains holds.</summary>
    public DmarcPolicy? NonexistentSubdomainPolicy { get; internal init; }

    /// <summary>Whether the domain is a public suffix: the psd= tag.</summary>
    public DmarcPublicSuffix PublicSuffix { get; internal init; }

    /// <summary>Whether the policy is only tested, so that the one below it is applied: t=y.</summary>
    public bool IsTesting { get; internal init; }

    /// <summary>The alignment asked of DKIM: the adkim= tag.</summary>
    public DmarcAlignment DkimAlignment { get; internal init; }

    /// <summary>The alignment asked of SPF: the aspf= tag.</summary>
    public DmarcAlignment SpfAlignment { get; internal init; }

    /// <summary>When failure reports are asked for: the fo= tag. Without <see cref="FailureReports"/> it has no effect.</summary>
    public DmarcFailureOptions FailureOptions { get; internal init; } = DmarcFailureOptions.AllFail;

    /// <summary>Where aggregate reports go: the valid URIs of the rua= tag, in order.</summary>
    public IReadOnlyList<DmarcReportUri> AggregateReports { get; internal init; } = [];

    /// <summary>Where failure reports go: the valid URIs of the ruf= tag, in order.</summary>
    public IReadOnlyList<DmarcReportUri> FailureReports { get; internal init; } = [];

    /// <summary>What a person should know about the record, in the order of its text; empty when there is nothing.</summary>
    public IReadOnlyList<DmarcWarning> Warnings { get; internal init; } = [];

    /// <summary>Reads the text of a TXT record, its strings joined without anything between them (RFC 9989 §4.5). Never throws.</summary>
    /// <param name="text">The text; null counts as empty.</param>
    /// <param name="record">The record, if receivers apply it.</param>
    /// <param name="error">Why they do not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out DmarcRecord? record, [NotNullWhen(false)] out DmarcError? error)
    {
        var read = DmarcReading.Of(text ?? "");
        (record, error) = (read.Record, read.Error);
        return record is not null;
    }

    /// <summary>
    /// Whether somebody meant a text as a DMARC record, right or wrong: a v= tag with a value like DMARC, in any case, at the start after quotes
    /// and white space or anywhere among the tags. For finding records at the wrong name, or with mistakes that make receivers ignore them.
    /// </summary>
    /// <param name="text">The text of a TXT record.</param>
    public static bool LooksLikeDmarc(string? text) => DmarcVersion.Find(text ?? "") >= 0;

    /// <summary>The policy that holds for a name this record applies to, before t=y lowers it (RFC 9989 §4.10.1).</summary>
    /// <param name="isSubdomain">Whether the record is inherited: it stands at a parent of the name.</param>
    /// <param name="exists">Whether the name exists in DNS.</param>
    public DmarcPolicy PolicyFor(bool isSubdomain, bool exists)
    {
        if (!isSubdomain)
            return Policy;
        return (exists ? null : NonexistentSubdomainPolicy) ?? SubdomainPolicy ?? Policy;
    }

    /// <summary>Writes the record in one form: v=, p=, then the other tags where they differ from their defaults. Unknown tags are left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("v=DMARC1; p=").Append(NameOf(Policy));
        if (SubdomainPolicy is { } sp)
            text.Append("; sp=").Append(NameOf(sp));
        if (NonexistentSubdomainPolicy is { } np)
            text.Append("; np=").Append(NameOf(np));
        if (PublicSuffix != DmarcPublicSuffix.Unknown)
            text.Append("; psd=").Append(PublicSuffix == DmarcPublicSuffix.Yes ? 'y' : 'n');
        if (IsTesting)
            text.Append("; t=y");
        if (DkimAlignment == DmarcAlignment.Strict)
            text.Append("; adkim=s");
        if (SpfAlignment == DmarcAlignment.Strict)
            text.Append("; aspf=s");
        if (FailureOptions != DmarcFailureOptions.AllFail)
            text.Append("; fo=").Append(NameOf(FailureOptions));
        Append(text, "rua", AggregateReports);
        Append(text, "ruf", FailureReports);
        return text.ToString();
    }

    internal static string NameOf(DmarcPolicy policy) => policy switch
    {
        DmarcPolicy.Reject => "reject",
        DmarcPolicy.Quarantine => "quarantine",
        _ => "none",
    };

    private static string NameOf(DmarcFailureOptions options)
    {
        var parts = new List<string>();
        if (options.HasFlag(DmarcFailureOptions.AllFail))
            parts.Add("0");
        if (options.HasFlag(DmarcFailureOptions.AnyFails))
            parts.Add("1");
        if (options.HasFlag(DmarcFailureOptions.Dkim))
            parts.Add("d");
        if (options.HasFlag(DmarcFailureOptions.Spf))
            parts.Add("s");
        return string.Join(':', parts);
    }

    private static void Append(StringBuilder text, string tag, IReadOnlyList<DmarcReportUri> uris)
    {
        if (uris.Count > 0)
            text.Append("; ").Append(tag).Append('=').AppendJoin(',', uris);
    }
}
