using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>
/// Makes links that have a domain's records entered by its DNS provider, where the provider knows the platform's template
/// (draft-ietf-dconn-domainconnect). Without a key there are none: an unsigned link could be made up by anybody.
/// </summary>
/// <param name="dns">Whom to ask.</param>
/// <param name="options">The key.</param>
/// <param name="time">The clock.</param>
/// <param name="http">Speaks to providers.</param>
internal sealed class DomainConnectLinks(IDnsResolver dns, PostscaleOptions options, TimeProvider time, ProviderHttp http)
{
    /// <summary>How long the answer may be held up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private const int MaxUrl = 1024;

    /// <summary>The link for a domain.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="type">Its type.</param>
    /// <param name="zone">The zone that holds it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The link; null where there is none.</returns>
    public async Task<Uri?> FindAsync(RecordContext context, DomainType type, DnsName zone, CancellationToken cancellationToken)
    {
        if (options.DomainConnectKey is not { } key)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(s_patience, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await DiscoverAsync(context.Platform, zone, bound.Token).ConfigureAwait(false) is { } provider
                ? Link(provider, await QueryAsync(context, type, zone, bound.Token).ConfigureAwait(false), context.Platform, key)
                : null;
        }
        catch (Exception e) when (e is PublishException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Where the provider of a zone takes links; null where it takes none of this platform.</summary>
    private async Task<Uri?> DiscoverAsync(Platform platform, DnsName zone, CancellationToken cancellationToken)
    {
        if (!zone.TryPrepend("_domainconnect", out var name))
        {
            return null;
        }

        var answer = await dns.ResolveAsync(name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (answer.Records.OfType<TxtRecord>().Select(t => t.Text.Trim()).FirstOrDefault() is not { Length: > 0 } api || !TryReadUrl($"https://{api.TrimEnd('/')}/", out var settings))
        {
            return null;
        }

        var reply = await http.SendAsync(HttpMethod.Get, new Uri(settings, $"v2/{zone}/settings"), null, null, cancellationToken).ConfigureAwait(false);
        if (!reply.IsGood || reply.Json is not { } json
            || !TryReadUrl($"{ProviderReply.TextOf(json, "urlSyncUX")?.TrimEnd('/')}/", out var page)
            || !TryReadUrl($"{ProviderReply.TextOf(json, "urlAPI")?.TrimEnd('/')}/", out var service))
        {
            return null;
        }

        // A provider that does not know the template answers so, and its page would only disappoint.
        var known = await http.SendAsync(HttpMethod.Get, new Uri(service, TemplatePath(platform)), null, null, cancellationToken).ConfigureAwait(false);
        return known.IsGood ? page : null;
    }

    /// <summary>The properties of a link, as they stand in it and are signed.</summary>
    private async Task<string> QueryAsync(RecordContext context, DomainType type, DnsName zone, CancellationToken cancellationToken)
    {
        var kinds = RecordKinds.All.Where(k => k.IsIssuedFor(type)).ToList();

        // A policy that is there stays, and one that could not be looked for may be there.
        if (kinds.Contains(RecordKinds.Dmarc)
            && (await DmarcDiscovery.FindAsync(dns, context.Domain, cancellationToken).ConfigureAwait(false)).Outcome != DmarcOutcome.None)
        {
            kinds.Remove(RecordKinds.Dmarc);
        }

        List<(string Name, string Value)> properties = [("domain", zone.Text)];
        if (context.Domain != zone)
        {
            properties.Add(("host", RecordToPublish.HostOf(context.Domain, zone)));
        }

        properties.Add(("groupId", string.Join(',', kinds.Select(k => k.Name))));
        properties.Add((DomainConnectTemplate.Token, context.Token));
        if (context.Platform.DkimTargetMode == DkimTargetMode.PerDomain)
        {
            properties.Add((DomainConnectTemplate.DkimTarget, context.DkimTarget.Text));
        }

        return string.Join('&', properties.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    private Uri Link(Uri page, string query, Platform platform, SigningKey key) =>
        new(page, $"{TemplatePath(platform)}/apply?{query}&sig={Uri.EscapeDataString(key.Sign(query))}&key={Uri.EscapeDataString(options.DomainConnectLabel)}");

    private static string TemplatePath(Platform platform) => $"v2/domainTemplates/providers/{platform.Domain}/services/{DomainConnectTemplate.ServiceId}";

    private static bool TryReadUrl(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && text.Length <= MaxUrl && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
