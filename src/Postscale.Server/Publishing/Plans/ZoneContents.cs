using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>What stands in a zone at the names that matter.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Entries">The records.</param>
internal sealed record ZoneContents(DnsName Zone, IReadOnlyList<ZoneEntry> Entries)
{
    /// <summary>What the provider knows the zone by, where that is not its name.</summary>
    public string Id { get; init; } = "";

    /// <summary>What a wildcard answers for the domain itself, because nothing stands there or below.</summary>
    public IReadOnlyList<ZoneEntry> Wildcard { get; init; } = [];

    /// <summary>All records of a name.</summary>
    /// <param name="name">The name.</param>
    public IEnumerable<ZoneEntry> At(DnsName name) => Entries.Where(e => e.Name == name);

    /// <summary>A name's records of one type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public IEnumerable<ZoneEntry> Set(DnsName name, string type) => At(name).Where(e => e.Type == type);

    /// <summary>The values of a set.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public IReadOnlyList<string> Values(DnsName name, string type) => [.. Set(name, type).Select(e => e.Value)];
}
