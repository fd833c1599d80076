using System.Text.Json;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>
/// Domains. Where an <c>idOrName</c> is asked for, the domain's id does or its name in any spelling. Every call throws <see cref="PostscaleException"/> when it comes to nothing.
/// </summary>
public sealed class DomainsClient
{
    private const string Root = "v1/domains";

    private readonly Transport _transport;

    internal DomainsClient(Transport transport) => _transport = transport;

    /// <summary>Registers a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="idempotencyKey">A key of 1 to 255 printable characters, under which it is done once however often it is asked for within a day; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PostscaleException"><see cref="ErrorCodes.DomainExists"/>: the account has it already.</exception>
    public Task<Domain> CreateAsync(NewDomain domain, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return _transport.SendAsync(ApiCall.Post(Root, JsonSerializer.SerializeToUtf8Bytes(domain, Wire.Default.NewDomain), idempotencyKey), Wire.Default.Domain, cancellationToken);
    }

    /// <summary>Lists domains, page after page as they are taken.</summary>
    /// <param name="query">Which, and in which order; all, the oldest first, unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<Domain> ListAsync(DomainQuery? query = null, CancellationToken cancellationToken = default) => Paging.ByIdAsync(
        async (offset, token) =>
        {
            var page = await GetPageAsync(offset, Paging.PageSize, query, token).ConfigureAwait(false);
            return (page.Domains, page.Limit);
        },
        d => d.Id,
        cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="offset">How many to leave out before it.</param>
    /// <param name="limit">How many at most; the service gives 100 at most.</param>
    /// <param name="query">Which, and in which order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DomainPage> GetPageAsync(long offset = 0, int limit = 50, DomainQuery? query = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        ApiCall.Get(Paths.Query(Root, ("limit", limit), ("offset", offset), ("sort", query?.Sort), ("q", query?.Contains), ("type", query?.Type), ("verified", query?.Verified))),
        Wire.Default.DomainPage,
        cancellationToken);

    /// <summary>One domain.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Domain> GetAsync(string idOrName, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Of(idOrName)), Wire.Default.Domain, cancellationToken);

    /// <summary>Changes a domain's settings.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Domain> UpdateAsync(string idOrName, DomainUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return _transport.SendAsync(new ApiCall(HttpMethod.Put, Of(idOrName), JsonSerializer.SerializeToUtf8Bytes(update, Wire.Default.DomainUpdate)), Wire.Default.Domain, cancellationToken);
    }

    /// <summary>Removes a domain. Mail for it and as it stops.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DeleteAsync(string idOrName, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Delete(Of(idOrName)), Wire.Default.Done, cancellationToken);

    /// <summary>Has the service look at DNS now.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it; that the domain is not verified is no exception.</returns>
    public Task<Verification> VerifyAsync(string idOrName, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Post(Of(idOrName) + "/verify", null, idempotencyKey), Wire.Default.Verification, cancellationToken);

    /// <summary>The records to publish, and how each stands as of the last check.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DnsRecords> GetDnsRecordsAsync(string idOrName, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Of(idOrName) + "/dns"), Wire.Default.DnsRecords, cancellationToken);

    /// <summary>The records to publish as a file, for a name server or a tool.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="format">Its form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file, as the service wrote it.</returns>
    public Task<string> GetDnsFileAsync(string idOrName, DnsFileFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format.Value, nameof(format));
        return _transport.SendForFileAsync(ApiCall.Get(Paths.Query(Of(idOrName) + "/dns", ("format", format))), cancellationToken);
    }

    /// <summary>Who runs the domain's DNS, and how its records are entered there. Counts as a look into DNS.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DnsHosting> GetProviderAsync(string idOrName, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Of(idOrName) + "/provider"), Wire.Default.DnsHosting, cancellationToken);

    /// <summary>
    /// Shows what the service would change in the domain's zone, or with <see cref="PublishRequest.Apply"/> changes it, and verifies the domain.
    /// The service may take 15 seconds to read, 15 more to change, and then as long as a verification.
    /// </summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="request">Where and how.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up; changes that have begun are made all the same.</param>
    /// <exception cref="PostscaleException"><see cref="ErrorCodes.PlanChanged"/>: the zone is not as it was when the plan was made; nothing was changed, unless the message says that an earlier
    /// try may have. Status 502 to <see cref="PublishRequest.Apply"/>: some of the changes may have been made; it is not sent again.</exception>
    public Task<PublishResult> PublishAsync(string idOrName, PublishRequest request, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = ApiCall.Post(Of(idOrName) + "/publish", JsonSerializer.SerializeToUtf8Bytes(request, Wire.Default.PublishRequest), idempotencyKey);
        return _transport.SendAsync(call with { ChangesElsewhere = request.Apply == true }, Wire.Default.PublishResult, cancellationToken);
    }

    /// <summary>The history: the checks that changed something, newest first.</summary>
    /// <param name="idOrName">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<DomainCheck> ListChecksAsync(string idOrName, CancellationToken cancellationToken = default)
    {
        var path = Of(idOrName) + "/checks";
        return Paging.ByLikenessAsync(
            async (offset, token) =>
            {
                var page = await _transport.SendAsync(ApiCall.Get(Paths.Query(path, ("limit", Paging.PageSize), ("offset", offset))), Wire.Default.CheckPage, token).ConfigureAwait(false);
                return (page.Checks, page.Limit);
            },
            c => (c.CheckedAt, c.Verified, string.Join(',', c.Changed)),
            cancellationToken);
    }

    private static string Of(string idOrName) => $"{Root}/{Paths.Segment(idOrName)}";
}
