using System.Runtime.CompilerServices;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Storage;

namespace Postscale.Server.PlatformRecords;

/// <summary>What the operator publishes for the domains of customers, where each has a DKIM target of its own.</summary>
public static class DomainPublication
{
    private const int PageSize = 500;

    /// <summary>
    /// The names of all domains in pages, in order of registration, so that later ones come last. Any domain counts: its record is
    /// looked at whatever it is for, and the name has to be there before it can be verified.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="platform">The platform's names.</param>
    /// <param name="keys">The platform's keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<IReadOnlyList<PlatformDomainName>> PagesAsync(
        Database database, Platform platform, IReadOnlyList<DkimKey> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var after = 0L;
        while (true)
        {
            var page = await database.ReadAsync((session, token) => DkimKeyStore.TokensAsync(session, after, PageSize, token), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                yield break;
            }

            after = page[^1].Seq;
            yield return [.. page.SelectMany(d => PlatformDomainName.Of(platform, keys, DnsName.Parse(d.Name), d.Token))];
        }
    }
}
