using System.CommandLine;
using Postscale.Cli.Api.Domains;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Webhooks;

/// <summary>The verbs of what was sent.</summary>
internal static class DeliveryVerbs
{
    public static Command Deliveries()
    {
        var which = WebhooksCommand.WhichOnly();
        var state = new Option<string?>("--state") { Description = "only those that stand so: pending, delivered, failed or skipped", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("pending", "delivered", "failed", "skipped");
        var type = new Option<string?>("--event") { Description = "only those of this type of events", HelpName = "TYPE" };
        var limit = DomainVerbs.Limit();
        return new Command("deliveries", "list what was sent and how it ended, newest first") { which, state, type, limit }.Does(async (result, session, token) =>
        {
            var query = new WebhookDeliveryQuery
            {
                WebhookId = result.GetValue(which) is { } name ? await WebhooksCommand.IdAsync(session.Client, name, token).ConfigureAwait(false) : null,
                State = result.GetValue(state) is { } wanted ? new DeliveryState(wanted) : null,
                EventType = result.GetValue(type),
            };
            await session.Output.ListAsync(
                session.Client.WebhookDeliveries.ListAsync(query, token).Take((int)result.GetValue(limit)),
                ["EVENT", "SEQUENCE", "STATE", "TRIES", "STATUS", "LAST TRY", "ERROR", "ID"],
                d => [d.EventType, Words.Number(d.Sequence), new Cell(d.State.ToString(), InkOf(d.State)), Words.Number(d.Attempts), Words.Number(d.Status), Cell.Time(d.LastAttemptAt), d.Error, d.Id.ToString()])
                .ConfigureAwait(false);
        });
    }

    public static Command Retry()
    {
        var id = new Argument<Guid>("DELIVERY") { Description = "the delivery's id, as 'webhooks deliveries' shows it" };
        return new Command("retry", "have a delivery sent again") { id }.Does(async (result, session, token) =>
        {
            var delivery = await session.Client.WebhookDeliveries.RetryAsync(result.GetValue(id), cancellationToken: token).ConfigureAwait(false);
            session.Output.One(
                delivery,
                ("id", delivery.Id.ToString()),
                ("webhook_id", delivery.WebhookId.ToString()),
                ("event_type", delivery.EventType),
                ("sequence", Words.Number(delivery.Sequence)),
                ("state", delivery.State.ToString()),
                ("attempts", Words.Number(delivery.Attempts)));
        });
    }

    private static Ink InkOf(DeliveryState state) => state == DeliveryState.Delivered ? Ink.Good : state == DeliveryState.Failed ? Ink.Bad : Ink.Warning;
}
