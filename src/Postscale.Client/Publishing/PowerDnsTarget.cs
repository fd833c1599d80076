using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A PowerDNS Authoritative Server with its HTTP API.</summary>
public sealed record PowerDnsTarget
{
    /// <summary>The URL of its web server: what stands before <c>/api/v1</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The server's id in its API; localhost, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServerId { get; init; }

    /// <summary>The zone; the server is asked, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    /// <summary>What it says, without the key.</summary>
    public override string ToString() => $"{nameof(PowerDnsTarget)} {{ Url = {Url}, ServerId = {ServerId}, Zone = {Zone} }}";
}
