using System.Globalization;
using System.Text;
using System.Text.Json;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>A request that a receiver was sent.</summary>
internal sealed record Received(string Method, string Path, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public long Timestamp => long.Parse(Headers["webhook-timestamp"], CultureInfo.InvariantCulture);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public bool IsSignedBy(string secret) =>
        WebhookSecret.TryParse(secret, out var key) && WebhookSignature.IsSignedBy(key, Id, Timestamp, Body, Headers["webhook-signature"]);
}
