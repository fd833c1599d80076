using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Webhooks;

/// <summary>The body of a rotation.</summary>
[Description("How to change a webhook's secret.")]
internal sealed record RotateWebhookJson
{
    [Description("For how many hours deliveries are signed with the former secret too; 0 ends it at once. Default 24."), Range(0, 168)]
    public int? OverlapHours { get; init; }
}
