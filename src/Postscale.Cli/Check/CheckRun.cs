using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Cli.Check;

/// <summary>Looks at a domain: judges its records as the service does, and reads what it publishes.</summary>
internal static class CheckRun
{
    /// <summary>What stands in the record to publish in the place of a token that is not known.</summary>
    private const string UnknownToken = "<token>";

    /// <summary>Looks. Ends within the verify time-out.</summary>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<CheckReport> RunAsync(CheckRequest request, IDnsResolver dns, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(request.Options.VerifyTimeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var book = new AnswerBook(dns, bound.Token);
        var domain = request.Domain.ToDnsName();
        var context = new RecordContext(domain, request.Token ?? UnknownToken, request.Options.Platform);
        var issued = RecordKinds.All.Where(k => k.IsIssuedFor(request.Type)).ToList();

        var looking = new DomainExamination(book, time).LookAsync(
            context, issued.Where(k => request.Token is not null || !NeedsToken(k, context.Platform)), bound.Token);
        var mx = InTimeAsync(MxView.LookAsync(book, domain, bound.Token), timeout.Token);
        var spf = InTimeAsync(SpfSurvey.TakeAsync(book, domain, limits: null, bound.Token), timeout.Token);
        var dmarc = InTimeAsync(DmarcView.LookAsync(book, domain, bound.Token), timeout.Token);
        var key = RecordKinds.Dkim.Issue(context).Name;
        var dkim = InTimeAsync(DkimKeyLookup.FindAsync(book, key, bound.Token).AsTask(), timeout.Token);

        var findings = await looking.ConfigureAwait(false);
        await Task.WhenAll(mx, spf, dmarc, dkim).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new CheckReport
        {
            Request = request,
            Records = [.. issued.Select(k => new CheckedRecord(k, Issue(k, context, request.Token), k.IsRequiredFor(request.Type), findings.FirstOrDefault(f => f.Kind == k)))],
            Mx = await mx.ConfigureAwait(false),
            Spf = await spf.ConfigureAwait(false),
            Dkim = await dkim.ConfigureAwait(false),
            Dmarc = await dmarc.ConfigureAwait(false),
            Dnssec = DnssecView.Of(book.Answers, domain, request.Options.DnsMode),
            Lookups = book.Count,
            Duration = time.GetElapsedTime(since),
        };
    }

    private static bool NeedsToken(RecordKind kind, Platform platform) =>
        kind == RecordKinds.Ownership || (kind == RecordKinds.Dkim && platform.DkimTargetMode == DkimTargetMode.PerDomain);

    private static IssuedRecord Issue(RecordKind kind, RecordContext context, string? token) =>
        token is null && kind == RecordKinds.Dkim && NeedsToken(kind, context.Platform)
            ? kind.Issue(context) with { Value = $"<label>.{context.Platform.DkimKeyName}" }
            : kind.Issue(context);

    private static async Task<T?> InTimeAsync<T>(Task<T> look, CancellationToken timeout)
        where T : class
    {
        try
        {
            return await look.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return null;
        }
    }
}
