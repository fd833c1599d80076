using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Http;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>Writes what a domain is to publish in the form that is asked for.</summary>
/// <param name="zones">Finds the zone that hosts are relative to.</param>
/// <param name="options">How often DNS may be asked for that.</param>
/// <param name="time">The clock.</param>
internal sealed class DnsDocuments(ZoneLocator zones, PostscaleOptions options, TimeProvider time)
{
    private readonly RequestBudget _looks = new(options.VerifyBudget, time);

    /// <summary>Writes it.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="context">What its records are made of.</param>
    /// <param name="format">The form; not JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> WriteAsync(Domain domain, RecordContext context, DnsFormat format, CancellationToken cancellationToken)
    {
        var zone = await ZoneAsync(domain, context.Domain, format, cancellationToken).ConfigureAwait(false);
        return format.Write(context.Domain, context.Platform.Domain, RecordToPublish.Of(context, domain.Type, zone));
    }

    /// <summary>
    /// Only a table needs the zone: the other forms have full names, or names below the domain. Past the bound on look-ups, the same as of
    /// verifications, the Public Suffix List answers.
    /// </summary>
    private async Task<DnsName> ZoneAsync(Domain domain, DnsName name, DnsFormat format, CancellationToken cancellationToken) =>
        format is DnsFormat.Zone or DnsFormat.DnsControl ? name
        : _looks.Refuses(domain.AccountId, out _) ? ZoneLocator.ByList(name).Zone
        : (await zones.FindAsync(name, cancellationToken).ConfigureAwait(false)).Zone;
}
