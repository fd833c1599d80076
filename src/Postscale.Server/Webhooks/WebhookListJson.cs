using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Webhooks;

/// <summary>One page of webhooks.</summary>
[Description("A page of webhooks.")]
internal sealed record WebhookListJson(
    [property: Description("The webhooks, in order of creation.")] IReadOnlyList<WebhookJson> Webhooks,
    [property: Description("How many there are at most, after the bound of 100."), Range(1, 100)] int Limit,
    [property: Description("How many were left out before them.")] long Offset);
