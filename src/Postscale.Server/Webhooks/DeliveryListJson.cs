using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Webhooks;

/// <summary>One page of deliveries.</summary>
[Description("A page of deliveries.")]
internal sealed record DeliveryListJson(
    [property: Description("The deliveries, newest first.")] IReadOnlyList<DeliveryJson> Deliveries,
    [property: Description("How many there are at most, after the bound of 100."), Range(1, 100)] int Limit,
    [property: Description("How many were left out before them.")] long Offset);
