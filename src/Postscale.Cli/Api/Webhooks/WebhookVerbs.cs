using System.CommandLine;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Webhooks;

/// <summary>The verbs of webhooks themselves.</summary>
internal static class WebhookVerbs
{
    public static Command Create()
    {
        var url = new Argument<string>("URL") { Description = "where events are sent: an https URL of a public host" };
        var events = Events("a type of events to send, such as domain.verified; may be given several times. Default: all");
        var description = new Option<string?>("--description") { Description = "what you call it; it then works in the place of the id", HelpName = "TEXT" };
        var inactive = new Option<bool>("--inactive") { Description = "send nothing yet" };
        return new Command("create", "make a webhook; shows its secret, this once") { url, events, description, inactive }.Does(async (result, session, token) => Show(
            session.Output,
            await session.Client.Webhooks.CreateAsync(
                new NewWebhook { Url = result.GetValue(url)!, Events = Given(result.GetValue(events)), Description = result.GetValue(description), Active = result.GetValue(inactive) ? false : null },
                cancellationToken: token).ConfigureAwait(false)));
    }

    public static Command List() => new Command("list", "list the account's webhooks").Does((_, session, token) => session.Output.ListAsync(
        session.Client.Webhooks.ListAsync(token),
        ["URL", "EVENTS", "ACTIVE", "FAILURES", "DESCRIPTION", "ID"],
        w => [w.Url, w.Events.Count == 0 ? "all" : Words.List(w.Events), Cell.Truth(w.Active), Words.Number(w.Failures), w.Description, w.Id.ToString()]));

    public static Command Get()
    {
        var which = WebhooksCommand.Which();
        return new Command("get", "show a webhook, and how it fares") { which }.Does(async (result, session, token) => Show(
            session.Output, await session.Client.Webhooks.GetAsync(await WebhooksCommand.IdAsync(session.Client, result.GetValue(which)!, token).ConfigureAwait(false), token).ConfigureAwait(false)));
    }

    public static Command Update()
    {
        var which = WebhooksCommand.Which();
        var url = new Option<string?>("--to") { Description = "where events are sent from the next try on", HelpName = "URL" };
        var events = Events("a type of events to send from now on; may be given several times. 'all' for all");
        var description = new Option<string?>("--description") { Description = "what you call it", HelpName = "TEXT" };
        var active = SwitchOption.Create("--active", "send events, or not; true also enables one that the service has disabled");
        return new Command("update", "change a webhook; what is not given stays as it is") { which, url, events, description, active }.Does(async (result, session, token) =>
        {
            var id = await WebhooksCommand.IdAsync(session.Client, result.GetValue(which)!, token).ConfigureAwait(false);
            var update = new WebhookUpdate
            {
                Url = result.GetValue(url),
                Events = result.GetValue(events) is ["all"] ? [] : Given(result.GetValue(events)),
                Description = result.GetValue(description),
                Active = result.IsOn(active),
            };
            Show(session.Output, await session.Client.Webhooks.UpdateAsync(id, update, token).ConfigureAwait(false));
        });
    }

    public static Command Delete()
    {
        var which = WebhooksCommand.Which();
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask first; in a pipe nothing is asked" };
        return new Command("delete", "remove a webhook with its deliveries") { which, yes }.Does(async (result, session, token) =>
        {
            var id = await WebhooksCommand.IdAsync(session.Client, result.GetValue(which)!, token).ConfigureAwait(false);
            if (!result.GetValue(yes) && !Prompt.Agrees($"Remove the webhook {result.GetValue(which)} with its deliveries? [y/N] "))
            {
                return ExitCode.Failed;
            }

            await session.Client.Webhooks.DeleteAsync(id, token).ConfigureAwait(false);
            if (session.Output.Screen.IsJson)
            {
                session.Output.Raw("{\"status\":\"deleted\"}\n");
            }
            else
            {
                session.Output.Say($"removed {id}");
            }

            return ExitCode.Done;
        });
    }

    public static Command Test()
    {
        var which = WebhooksCommand.Which();
        return new Command("test", "have a test event sent now; ends with 0: delivered, 1: not") { which }.Does(async (result, session, token) =>
        {
            var id = await WebhooksCommand.IdAsync(session.Client, result.GetValue(which)!, token).ConfigureAwait(false);
            var test = await session.Client.Webhooks.TestAsync(id, cancellationToken: token).ConfigureAwait(false);
            session.Output.One(
                test,
                ("delivered", Cell.Truth(test.Delivered)),
                ("status", Words.Number(test.Status)),
                ("error", test.Error),
                ("answer", test.Answer),
                ("duration_ms", Words.Number(test.DurationMs)),
                ("event_id", test.EventId.ToString()));
            return test.Delivered ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public static Command RotateSecret()
    {
        var which = WebhooksCommand.Which();
        var overlap = NumberOption.CreateOptional("--overlap-hours", "HOURS", "for how many hours, 0 to 168, deliveries are signed with the former secret too; default 24", 0, 168);
        return new Command("rotate-secret", "give a webhook a new secret; shows it, this once") { which, overlap }.Does(async (result, session, token) =>
        {
            var id = await WebhooksCommand.IdAsync(session.Client, result.GetValue(which)!, token).ConfigureAwait(false);
            Show(session.Output, await session.Client.Webhooks.RotateSecretAsync(id, (int?)result.GetValue(overlap), cancellationToken: token).ConfigureAwait(false));
        });
    }

    private static Option<string[]> Events(string description) => new("--event") { Description = description, HelpName = "TYPE" };

    private static string[]? Given(string[]? events) => events is { Length: > 0 } ? events : null;

    private static void Show(Output output, Webhook webhook) => output.One(
        webhook,
        [
            ("id", webhook.Id.ToString()),
            ("url", webhook.Url),
            ("description", webhook.Description),
            ("events", webhook.Events.Count == 0 ? "all" : Words.List(webhook.Events)),
            ("active", Cell.Truth(webhook.Active)),
            .. webhook.Secret is { } secret ? [("secret", new Cell(secret, Ink.Strong))] : Array.Empty<(string, Cell)>(),
            ("previous_secret_until", Cell.Time(webhook.PreviousSecretUntil)),
            ("failures", Words.Number(webhook.Failures)),
            ("failing_since", Cell.Time(webhook.FailingSince)),
            ("next_attempt_at", Cell.Time(webhook.NextAttemptAt)),
            ("disabled_at", Cell.Time(webhook.DisabledAt)),
            ("disabled_reason", webhook.DisabledReason),
            ("created_at", Cell.Time(webhook.CreatedAt)),
            ("updated_at", Cell.Time(webhook.UpdatedAt)),
        ]);
}
