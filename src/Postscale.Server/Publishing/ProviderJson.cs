using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Postscale.Server.Publishing;

/// <summary>Where a domain's records are to be entered, and how.</summary>
[Description("Addition. Where a domain's records are to be entered, and how.")]
internal sealed record ProviderJson
{
    [Description("The name, as lower-case A-labels.")]
    public required string Domain { get; init; }

    [Description("The zone that holds its records.")]
    public required string Zone { get; init; }

    [Description("How the zone was found: in DNS, or by the Public Suffix List where DNS does not say.")]
    [AllowedValues("dns", "public_suffix_list")]
    public required string ZoneFoundBy { get; init; }

    [Description("The zone's name servers; empty where DNS does not say.")]
    public required IReadOnlyList<string> NameServers { get; init; }

    [Description("Who runs them; null when the name servers are none that are known.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ProviderDetailJson? Provider { get; init; }

    [Description("The records to enter.")]
    public required IReadOnlyList<ProviderRecordJson> Records { get; init; }

    [Description("Where the provider enters the records by itself once its customer agrees; null when it does not, or this service has no key for that.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DomainConnectJson? DomainConnect { get; init; }

    public static ProviderJson Of(string domain, LocatedZone zone, IReadOnlyList<RecordToPublish> records, Uri? applyUrl)
    {
        var provider = DnsProviders.Recognise(zone.NameServers);
        return new ProviderJson
        {
            Domain = domain,
            Zone = zone.Zone.Text,
            ZoneFoundBy = zone.FoundBy,
            NameServers = [.. zone.NameServers.Select(s => s.Text)],
            Provider = provider is null ? null : new ProviderDetailJson(provider.Id, provider.Name, provider.Url, provider.Steps, provider.Traps),
            Records = [.. records.Select(r => new ProviderRecordJson(r.Kind.Name, r.Issued.Type, r.Issued.Name.Text, r.Host, r.Issued.Value, r.Issued.Priority))],
            DomainConnect = applyUrl is null ? null : new DomainConnectJson(applyUrl.AbsoluteUri),
        };
    }
}

/// <summary>A DNS provider.</summary>
[Description("Addition. A DNS provider.")]
internal sealed record ProviderDetailJson(
    [property: Description("A short name for programs.")] string Id,
    [property: Description("What people call it.")] string Name,
    [property: Description("Where its customers sign in.")] string Url,
    [property: Description("What to do there, in order.")] IReadOnlyList<string> Steps,
    [property: Description("What goes wrong there.")] IReadOnlyList<string> Traps);

/// <summary>A record with its name as providers want it.</summary>
[Description("Addition. A record with its name as providers want it.")]
internal sealed record ProviderRecordJson(
    [property: Description("What kind it is."), AllowedValues("ownership", "mx", "spf", "dkim", "dmarc", "return_path")] string Record,
    [property: Description("TXT, MX or CNAME."), AllowedValues("TXT", "MX", "CNAME")] string Type,
    [property: Description("The full name.")] string Name,
    [property: Description("The name relative to the zone; \"@\" at the zone's own.")] string Host,
    [property: Description("The value, without quotes.")] string Value,
    [property: Description("For MX, the preference."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Priority);

/// <summary>Domain Connect (draft-ietf-dconn-domainconnect).</summary>
[Description("Addition. Domain Connect: a link to the provider, which enters the records itself.")]
internal sealed record DomainConnectJson(
    [property: Description("Where to send the customer's browser. The link is signed; it names no account of this service.")] string ApplyUrl);
