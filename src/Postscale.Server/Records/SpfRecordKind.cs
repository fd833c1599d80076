using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>The SPF record that authorises the platform's servers (RFC 7208).</summary>
public sealed class SpfRecordKind : RecordKind
{
    private const int MaxQuoted = 80;

    /// <inheritdoc/>
    public override string Name => "spf";

    /// <inheritdoc/>
    public override string Label => "SPF";

    /// <inheritdoc/>
    public override long Bit => 4;

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => type.CanSend();

    /// <inheritdoc/>
    public override bool IsRequiredFor(DomainType type) => type.CanSend();

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) =>
        new("TXT", context.Domain, $"v=spf1 include:{context.Platform.Spf} ~all", null, "SPF authentication");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var include = context.Platform.Spf;
        var result = await SpfAuthorisation.AskAsync(dns, context.Domain, include, limits: null, cancellationToken).ConfigureAwait(false);
        var hint = result.SuggestedRecord is { } suggested ? $"publish this as the one SPF record: {suggested}" : result.SuggestionNote;
        // The one that names the platform first: it is the one to keep where there are two.
        IReadOnlyList<string> found = [.. SortedTexts(result.Records).OrderByDescending(t => t.Contains(include.Text, StringComparison.OrdinalIgnoreCase))];
        switch (result.Outcome)
        {
            // The platform's own record is not the customer's to mend, and all customers' mail would stop for it: a fault in it is
            // among the warnings and decides nothing.
            case SpfAuthorisationOutcome.Holds:
                return Finding.Holds(this, found, result.Warnings);

            case SpfAuthorisationOutcome.TemporaryFailure:
                return Finding.Unreadable(this, context.Domain, $"{char.ToLowerInvariant(result.Reason[0])}{result.Reason.TrimEnd('.')[1..]}") with { Found = found };

            case SpfAuthorisationOutcome.IncludeMissing:
                return Finding.Missing(this, $"SPF record found but missing 'include:{include}'", found, hint);

            case SpfAuthorisationOutcome.NoRecord:
                return await AbsentAsync(context, result, hint, dns, cancellationToken).ConfigureAwait(false);

            default:
                return Finding.Invalid(this, result.Reason, found, hint);
        }
    }

    private async Task<Finding> AbsentAsync(RecordContext context, SpfAuthorisationResult result, string? hint, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var error = $"SPF record not found for {context.Domain}";
        if (result.SimilarText is { } similar)
        {
            return Finding.Missing(this, $"{error}. The TXT record '{Sentence.Cut(similar, MaxQuoted)}' does not begin with 'v=spf1' and a space", [], hint);
        }

        var alias = dns.ResolveAsync(context.Domain, RecordType.Cname, cancellationToken).AsTask();

        // Whose include it is tells a misplaced record from one that is rightly there, for that name.
        var include = context.Platform.Spf.Text;
        var elsewhere = await FindElsewhereAsync(
            context,
            context.Domain,
            RecordType.Txt,
            r => r is TxtRecord t && SpfRecord.HasVersion(t.Text) && t.Text.Contains(include, StringComparison.OrdinalIgnoreCase),
            [context.Domain.Prepend("www"), context.Domain.Prepend("_spf")],
            dns,
            cancellationToken).ConfigureAwait(false);
        if (elsewhere is null && (await alias.ConfigureAwait(false)).Records.OfType<NameRecord>().FirstOrDefault() is { } found)
        {
            hint = ExplainAlias(context.Domain, found.Target);
        }

        return Finding.Missing(this, Sentence.Join(error, elsewhere), [], elsewhere ?? hint);
    }
}
