using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>
/// One kind of record: what to publish and how it is judged, side by side. A new kind is one subclass and its line in
/// <see cref="RecordKinds.All"/>.
/// </summary>
public abstract class RecordKind
{
    /// <summary>How long a look-up may take that only explains.</summary>
    private static readonly TimeSpan AsideTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The name in keys of the API and the database: "mx".</summary>
    public abstract string Name { get; }

    /// <summary>The name in sentences: "MX".</summary>
    public abstract string Label { get; }

    /// <summary>The bit that stands for it in a domain's state. Never reused for another kind.</summary>
    public abstract long Bit { get; }

    /// <summary>What <c>/dns</c> says of it until it is verified.</summary>
    public virtual string UnverifiedStatus => "pending";

    /// <summary>Whether domains of a type are asked to publish it.</summary>
    /// <param name="type">The type.</param>
    public abstract bool IsIssuedFor(DomainType type);

    /// <summary>Whether domains of a type are not verified without it.</summary>
    /// <param name="type">The type.</param>
    public virtual bool IsRequiredFor(DomainType type) => false;

    /// <summary>Whether the summary of a verification speaks of it.</summary>
    public virtual bool IsInSummary => true;

    /// <summary>Whether the summary names it among what a failed verification misses.</summary>
    public virtual bool IsInFailedSummary => IsInSummary;

    /// <summary>The record to publish.</summary>
    /// <param name="context">The domain.</param>
    public abstract IssuedRecord Issue(RecordContext context);

    /// <summary>Looks at DNS and judges.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="dns">Whom to ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken);

    /// <summary>Texts in an order of their own: servers turn theirs round from answer to answer, and of many only the first are kept.</summary>
    private protected static IReadOnlyList<string> SortedTexts(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Asks only to explain a verdict that is made already. Such a look-up has little time and decides nothing: what cannot be
    /// read in it was not learned, and the verdict stands.
    /// </summary>
    private protected static async Task<IReadOnlyList<DnsRecord>> RecordsAsideAsync(
        IDnsResolver dns, DnsName name, RecordType type, CancellationToken cancellationToken) =>
        (await AskAsideAsync(dns, name, type, cancellationToken).ConfigureAwait(false))?.Records ?? [];

    /// <inheritdoc cref="RecordsAsideAsync"/>
    private protected static async Task<DnsAnswer?> AskAsideAsync(IDnsResolver dns, DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        using var little = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        little.CancelAfter(AsideTimeout);
        try
        {
            return await dns.ResolveAsync(name, type, little.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>
    /// Looks whether the record stands at the doubled name that control panels make when the full name is typed into a field
    /// that adds the domain by itself: <c>_dmarc.example.com.example.com</c>.
    /// </summary>
    /// <returns>Sentences to put behind the error, or null.</returns>
    private protected static async Task<string?> FindDoubledAsync(
        RecordContext context, DnsName name, RecordType type, Func<DnsRecord, bool> isOurs, IDnsResolver dns, CancellationToken cancellationToken)
    {
        if (!name.TryPrependTo(context.Domain, out var doubled))
        {
            return null;
        }

        var records = await RecordsAsideAsync(dns, doubled, type, cancellationToken).ConfigureAwait(false);
        if (!records.Any(isOurs))
        {
            return null;
        }

        // A wildcard answers for every name (RFC 4592): then this one says nothing.
        var elsewhere = context.Domain.TryPrepend("*", out var any)
            ? await RecordsAsideAsync(dns, any, type, cancellationToken).ConfigureAwait(false)
            : [];
        return !elsewhere.Any(isOurs)
            ? $"It stands at {doubled}: the domain was added twice. Enter the host part alone at the DNS provider"
            : null;
    }

    /// <summary>Looks whether the record stands at the doubled name, or at one of the names where people put it by mistake.</summary>
    /// <returns>Sentences to put behind the error, or null.</returns>
    private protected static async Task<string?> FindElsewhereAsync(
        RecordContext context, DnsName name, RecordType type, Func<DnsRecord, bool> isOurs, IEnumerable<DnsName> others, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var doubled = FindDoubledAsync(context, name, type, isOurs, dns, cancellationToken);
        var asked = others.Select(o => AskAsideAsync(dns, o, type, cancellationToken)).ToList();
        if (await doubled.ConfigureAwait(false) is { } sentence)
        {
            return sentence;
        }

        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        return answers.OfType<DnsAnswer>().FirstOrDefault(a => a.Records.Any(isOurs)) is { } elsewhere
            ? $"It stands at {elsewhere.Name}, where it is not looked for. Move it to {name}"
            : null;
    }

    /// <summary>The addresses of a name, of both families; empty as well when they cannot be read.</summary>
    private protected static async Task<IReadOnlyList<string>> FindAddressesAsync(DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            AskAsideAsync(dns, name, RecordType.A, cancellationToken), AskAsideAsync(dns, name, RecordType.Aaaa, cancellationToken)).ConfigureAwait(false);
        return [.. answers.OfType<DnsAnswer>().SelectMany(a => a.Records).OfType<AddressRecord>().Select(r => r.Address.ToString())];
    }

    /// <summary>
    /// The addresses that stand where an alias belongs, as when a provider proxies it. Those that a wildcard gives to every name do
    /// not count: nobody put them there.
    /// </summary>
    private protected static async Task<IReadOnlyList<string>> FindProxyAsync(RecordContext context, DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var ofWildcard = context.Domain.TryPrepend("*", out var wildcard) ? FindAddressesAsync(wildcard, dns, cancellationToken) : Task.FromResult<IReadOnlyList<string>>([]);
        var addresses = await FindAddressesAsync(name, dns, cancellationToken).ConfigureAwait(false);
        return addresses.Count > 0 && addresses.ToHashSet().SetEquals(await ofWildcard.ConfigureAwait(false)) ? [] : addresses;
    }

    /// <summary>Says of a domain that is an alias itself why nothing else can be published there.</summary>
    private protected static string ExplainAlias(DnsName name, DnsName target) =>
        $"{name} is an alias (CNAME) to {target}, and no other record may stand beside an alias (RFC 2181 section 10.1): put its records in the place of the alias";

    /// <summary>Says of an alias that ends in the domain's own name what has happened: its last dot is missing (RFC 1035 §5.1).</summary>
    private protected static string? ExplainRelative(DnsName found, DnsName target, DnsName domain) =>
        target.TryPrependTo(domain, out var relative) && found == relative ? $"There the domain was added to the target. Enter {target} with a dot at its end" : null;
}
