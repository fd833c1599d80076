using System.CommandLine;
using System.CommandLine.Parsing;
using Postscale.Client;

namespace Postscale.Cli.Api.Webhooks;

/// <summary><c>postscale webhooks</c>: webhooks and what was sent to them, by the API.</summary>
internal static class WebhooksCommand
{
    public static Command Create() => ApiOptions.AddTo(new Command("webhooks", "make, list, change, test and remove webhooks, by the API of a service")
    {
        WebhookVerbs.Create(),
        WebhookVerbs.List(),
        WebhookVerbs.Get(),
        WebhookVerbs.Update(),
        WebhookVerbs.Delete(),
        WebhookVerbs.Test(),
        WebhookVerbs.RotateSecret(),
        DeliveryVerbs.Deliveries(),
        DeliveryVerbs.Retry(),
    });

    /// <summary>The argument that names a webhook.</summary>
    public static Argument<string> Which()
    {
        var which = new Argument<string>("WEBHOOK") { Description = "the webhook's id, its description or its URL" };
        which.Validators.Add(r => Check(r, "WEBHOOK"));
        return which;
    }

    /// <summary>The option that names one.</summary>
    public static Option<string?> WhichOnly()
    {
        var which = new Option<string?>("--webhook") { Description = "only those of this webhook: its id, description or URL", HelpName = "WEBHOOK" };
        which.Validators.Add(r => Check(r, "--webhook"));
        return which;
    }

    /// <summary>The id of the webhook that a text names.</summary>
    /// <exception cref="VerbException">It names none, or several.</exception>
    public static async Task<Guid> IdAsync(PostscaleClient client, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        var named = await client.Webhooks.ListAsync(cancellationToken).Where(w => w.Url == text || w.Description == text).ToListAsync(cancellationToken).ConfigureAwait(false);
        return named switch
        {
            [var one] => one.Id,
            [] => throw new VerbException(ExitCode.Failed, $"there is no webhook with the id, description or URL '{text}'; 'postscale webhooks list' shows them"),
            _ => throw new VerbException(ExitCode.Failed, $"{named.Count} webhooks have the description or URL '{text}': give an id"),
        };
    }

    /// <summary>An empty text, as of a variable that is not set, names none: it would be the description of those that have none.</summary>
    private static void Check(SymbolResult result, string name)
    {
        if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
        {
            result.AddError($"{name} takes a webhook's id, description or URL");
        }
    }
}
