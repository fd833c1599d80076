using Postscale.MailDns.Resolution;
using Outcome = Postscale.MailDns.Dmarc.DmarcReportAuthorisationOutcome;

namespace Postscale.MailDns.Dmarc;

/// <summary>What was found about one destination host, from which its URIs are judged.</summary>
internal sealed class DmarcReportHost(DnsName host, Outcome outcome, DnsName? recordName, string? reason)
{
    // The records of the destination that begin with v=DMARC1 (RFC 9990 §4 step 6); only there when it authorises.
    private readonly List<string> _texts = [];

    /// <summary>Follows RFC 9990 §4: same organization, else steps 1 to 8.</summary>
    public static async ValueTask<DmarcReportHost> LookUpAsync(
        IDnsResolver resolver, DnsName policyDomain, DmarcTreeWalk own, DnsName host, CancellationToken cancellationToken)
    {
        if (own.Failed is { } failed)
            return Unreadable(host, null, failed.Answer);
        var walk = await DmarcTreeWalk.RunAsync(resolver, host, cancellationToken).ConfigureAwait(false);
        if (walk.OrganizationalDomain == own.OrganizationalDomain)
            return new(host, Outcome.SameOrganisation, null, null);

        if (!host.TryPrepend("_report._dmarc", out var suffix) || !suffix.TryPrepend(policyDomain.Text, out var name))
            return new(host, Outcome.NotAuthorised, null, $"the name at which {host} would have to agree is too long for DNS");
        var answer = await resolver.ResolveAsync(name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        var result = new DmarcReportHost(host, Outcome.Authorised, name, null);
        result._texts.AddRange(answer.Records.OfType<TxtRecord>().Select(record => record.Text).Where(text => DmarcVersion.Check(text) is null));
        if (result._texts.Count > 0)
            return result;

        // With either unread, the host may be of the same organization or may have agreed.
        if (!answer.IsDefinite)
            return Unreadable(host, name, answer);
        return walk.Failed is { } unread
            ? Unreadable(host, name, unread.Answer)
            : new(host, Outcome.NotAuthorised, name, $"{host} does not say that it takes the reports of {policyDomain}: there is no record v=DMARC1 at {name}");
    }

    public DmarcReportAuthorisationResult Judge(DmarcReportUri uri, bool isForFailures)
    {
        var result = new DmarcReportAuthorisationResult(uri, isForFailures, outcome, recordName, reason);
        var replacements = _texts.SelectMany(text => DmarcReading.ReportUris(text, isForFailures ? "ruf" : "rua")).ToList();

        // RFC 9990 §4: a replacement on another host forbids reports to both.
        return replacements.Find(replacement => replacement.Host != host) is { } elsewhere
            ? result with { Outcome = Outcome.NotAuthorised, Reason = $"{host} asks for the reports to go to another host, {elsewhere.Host?.Text ?? elsewhere.Scheme}, which is not allowed" }
            : result with { Replacements = replacements };
    }

    private static DmarcReportHost Unreadable(DnsName host, DnsName? recordName, DnsAnswer answer) =>
        new(host, Outcome.Unreadable, recordName, $"DNS could not be read at {answer.Name}: {answer.FailureText ?? "no answer came"}");
}
