using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>A way to a zone: reads what stands in it, and changes it. Made for one request with the credentials of that request, and forgotten with it.</summary>
internal interface IZoneAccess : IDisposable
{
    /// <summary>Finds the zone that holds a domain, and reads what stands at some names.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="names">The names; all at or under the domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PublishException">It cannot be read.</exception>
    Task<ZoneContents> ReadAsync(DnsName domain, IReadOnlyList<DnsName> names, CancellationToken cancellationToken);

    /// <summary>Makes changes, if the zone is still as it was read.</summary>
    /// <param name="contents">What was read.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="made">Is told of each change once it certainly is made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PublishException">They are not made, or not all.</exception>
    Task ApplyAsync(ZoneContents contents, IReadOnlyList<PlannedChange> changes, Action<PlannedChange> made, CancellationToken cancellationToken);
}
