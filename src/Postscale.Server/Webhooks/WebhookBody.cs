using System.Text.Json;
using Postscale.Server.Events;
using Postscale.Server.Http;

namespace Postscale.Server.Webhooks;

/// <summary>What a delivery says: the event as <c>GET /v1/events</c> gives it, in octets that are the same at each try.</summary>
internal static class WebhookBody
{
    /// <summary>Writes the body.</summary>
    /// <param name="happened">The event.</param>
    public static byte[] Of(RecordedEvent happened) => JsonSerializer.SerializeToUtf8Bytes(EventJson.Of(happened), ApiJson.Wire.EventJson);
}
