using System.Security.Cryptography;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;

namespace Postscale.Server.Records;

/// <summary>The TXT record with the domain's secret token: who can publish it controls the domain's DNS.</summary>
public sealed class OwnershipRecord : RecordKind
{
    /// <inheritdoc/>
    public override string Name => "ownership";

    /// <inheritdoc/>
    public override string Label => "Ownership";

    /// <inheritdoc/>
    public override long Bit => 1;

    /// <inheritdoc/>
    public override bool IsInSummary => false;

    /// <summary>A new token: 128 random bits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether a finding of this kind saw the token of another row, if only on one of the domain's name servers: there it stands still, or again.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="token">The other row's token.</param>
    /// <param name="platform">The platform's names.</param>
    public static bool Shows(Finding finding, string token, Platform platform) =>
        finding.Found.Concat(finding.FoundBySome).Any(t => IsToken(t, platform.TokenPrefix + token));

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => true;

    /// <inheritdoc/>
    public override bool IsRequiredFor(DomainType type) => true;

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) => new(
        "TXT", context.Domain.Prepend(context.Platform.OwnershipLabel), context.Platform.TokenPrefix + context.Token, null, "Domain ownership verification");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var issued = Issue(context);
        var wildcard = Wildcard.Ask(context.Domain, RecordType.Txt, dns, cancellationToken);
        var answer = await dns.ResolveAsync(issued.Name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Finding.Unreadable(this, answer);
        }

        // Tokens first, and ours before all: of many texts only the first are kept.
        var found = SortedTexts(TextsOf(answer.Records)).OrderByDescending(t => IsToken(t, issued.Value)).ThenByDescending(t => HasPrefix(t, context.Platform)).ToList();
        var some = answer.NameServers.SelectMany(s => TextsOf(s.Records)).Except(found, StringComparer.Ordinal).ToList();
        var explained = await wildcard.ExplainAsync(answer, cancellationToken).ConfigureAwait(false);
        string[] warnings = explained is null ? [] : [explained];
        if (found.Contains(issued.Value))
        {
            return Finding.Holds(this, found, warnings) with { FoundBySome = some };
        }

        if (found.Any(t => IsToken(t, issued.Value)))
        {
            return Finding.Holds(this, found, [.. warnings, $"the TXT record at {issued.Name} has quotes or spaces around its value, or is in capitals; publish the value alone, as it is given"]) with { FoundBySome = some };
        }

        if (found.Count == 0)
        {
            return await AbsentAsync(context, issued, answer, dns, cancellationToken).ConfigureAwait(false);
        }

        var why = found.FirstOrDefault(t => HasPrefix(t, context.Platform)) is { } other
            ? $"holds another token, {Sentence.Quote(other)}: another account's, or an old one"
            : $"is not the token; found {Sentence.Quote(found)}";
        return Finding.Invalid(this, $"TXT record found for {issued.Name} but it {why}{(explained is null ? "" : $". {explained}")}", found, $"add a TXT record with the value {issued.Value}");
    }

    private async Task<Finding> AbsentAsync(RecordContext context, IssuedRecord issued, DnsAnswer answer, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var error = $"TXT record not found for {issued.Name}";
        if (answer.Aliases.Count > 0)
        {
            var alias = $"It is an alias (CNAME) to {answer.FinalName}, where no TXT record stands";
            return Finding.Missing(this, Sentence.Join(error, alias), [], $"publish the TXT record at {answer.FinalName}, or in place of the alias");
        }

        var elsewhere = await FindElsewhereAsync(
            context, issued.Name, RecordType.Txt, r => r is TxtRecord t && IsToken(t.Text, issued.Value), [context.Domain], dns, cancellationToken).ConfigureAwait(false);
        return Finding.Missing(this, Sentence.Join(error, elsewhere), [], elsewhere);
    }

    private static IEnumerable<string> TextsOf(IEnumerable<DnsRecord> records) => records.OfType<TxtRecord>().Select(r => r.Text);

    private static bool HasPrefix(string text, Platform platform) => Normalize(text).StartsWith(platform.TokenPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is a token's record. Capitals do no harm: the token is a number in hex.</summary>
    private static bool IsToken(string text, string value) => string.Equals(Normalize(text), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>What some control panels put around a value: quotes that become part of it, and white space.</summary>
    private static string Normalize(string text) => text.Trim(' ', '\t', '\r', '\n', '"', '\'');
}
