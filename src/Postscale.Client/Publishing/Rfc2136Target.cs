using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A name server that takes updates (RFC 2136) signed with TSIG (RFC 8945).</summary>
public sealed record Rfc2136Target
{
    /// <summary>The name server: an address or a name, with <c>:port</c> where it is not 53.</summary>
    public required string Server { get; init; }

    /// <summary>The key's name.</summary>
    public required string KeyName { get; init; }

    /// <summary>The key's algorithm: hmac-sha256, hmac-sha384 or hmac-sha512; the first, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Algorithm { get; init; }

    /// <summary>The key's secret in base64.</summary>
    public required string Secret { get; init; }

    /// <summary>The zone; the server is asked, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    /// <summary>What it says, without the secret.</summary>
    public override string ToString() => $"{nameof(Rfc2136Target)} {{ Server = {Server}, KeyName = {KeyName}, Algorithm = {Algorithm}, Zone = {Zone} }}";
}
