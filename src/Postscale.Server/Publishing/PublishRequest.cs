using Postscale.MailDns.Resolution;
using Postscale.MailDns.Updates;

namespace Postscale.Server.Publishing;

/// <summary>What is to be published how. Credentials live no longer than the request; nothing prints or keeps it.</summary>
/// <param name="Via">How, as the API says it.</param>
/// <param name="Apply">Whether the changes are to be made, and not only shown.</param>
/// <param name="Plan">The plan that was agreed to; null: whatever it is.</param>
internal sealed record PublishRequest(string Via, bool Apply, string? Plan)
{
    /// <summary>The name server: HOST or HOST:PORT.</summary>
    public (string Host, int Port) Server { get; init; }

    /// <summary>The key for it.</summary>
    public TsigKey? Key { get; init; }

    /// <summary>The URL of an API.</summary>
    public Uri? Url { get; init; }

    /// <summary>The secret of an API.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The zone, if it is named.</summary>
    public DnsName? Zone { get; init; }

    /// <summary>The id of the zone, if it is named by that.</summary>
    public string? ZoneId { get; init; }

    /// <summary>Its way alone: what is in it otherwise is secret.</summary>
    public override string ToString() => $"publish via {Via}";
}
