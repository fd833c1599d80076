using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Postscale.Client.Tests.Packaging;

/// <summary>The examples of the README and of docs/client.md, between region marks; <see cref="ExampleTests"/> holds them together.</summary>
internal static class Examples
{
    public static async Task ReadmeAsync(string url, string key, TextWriter output, CancellationToken cancellationToken)
    {
        #region readme
        using var postscale = new PostscaleClient(new PostscaleClientOptions { BaseUrl = new Uri(url), ApiKey = key });

        Domain domain = await postscale.Domains.CreateAsync(new NewDomain { Name = "example.com", Type = DomainType.Both }, cancellationToken: cancellationToken);

        foreach (DnsRecord record in (await postscale.Domains.GetDnsRecordsAsync("example.com", cancellationToken)).Records)
        {
            output.WriteLine($"{record.Name} {record.Type} {record.Priority} {record.Value}");      // to publish at the DNS provider
        }

        Verification verification = await postscale.Domains.VerifyAsync("example.com", cancellationToken: cancellationToken);
        output.WriteLine(verification.Summary);
        #endregion
    }

    public static PostscaleClient Make(string url, string key)
    {
#pragma warning disable CA2000 // The caller disposes it; the page shows how a program would.
        #region make
        var postscale = new PostscaleClient(new PostscaleClientOptions { BaseUrl = new Uri(url), ApiKey = key });
        #endregion
#pragma warning restore CA2000
        return postscale;
    }

    public static void Inject(IServiceCollection services, IConfiguration configuration)
    {
        #region inject
        services.AddPostscale(options =>
        {
            options.BaseUrl = new Uri("https://postscale.example.net");
            options.ApiKey = configuration["Postscale:ApiKey"];
        });
        #endregion
    }

    public static async Task RegisterAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        #region register
        Domain domain = await postscale.Domains.CreateAsync(new NewDomain { Name = "example.com", Type = DomainType.Both }, cancellationToken: cancellationToken);

        DnsRecords dns = await postscale.Domains.GetDnsRecordsAsync("example.com", cancellationToken);
        foreach (DnsRecord record in dns.Records)
        {
            output.WriteLine($"{record.Name} {record.Type} {record.Priority} {record.Value}: {record.Status}");
        }

        Verification verification = await postscale.Domains.VerifyAsync("example.com", cancellationToken: cancellationToken);
        output.WriteLine(verification.Summary);
        foreach (RecordCheck check in verification.Checks.Where(c => c.Outcome != CheckOutcome.Holds))
        {
            output.WriteLine($"{check.Record}: {check.Error} {check.Hint}");
        }
        #endregion
    }

    public static async Task ManageAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        #region manage
        Domain domain = await postscale.Domains.GetAsync("example.com", cancellationToken);
        domain = await postscale.Domains.UpdateAsync("example.com", new DomainUpdate { CatchAllEnabled = true }, cancellationToken);

        var query = new DomainQuery { Verified = false, Contains = "example", Sort = DomainSort.Name };
        await foreach (Domain unverified in postscale.Domains.ListAsync(query, cancellationToken))
        {
            output.WriteLine(unverified.Name);
        }

        DomainPage page = await postscale.Domains.GetPageAsync(offset: 0, limit: 20, query, cancellationToken);     // for a page of your own

        await foreach (DomainCheck change in postscale.Domains.ListChecksAsync("example.com", cancellationToken))
        {
            output.WriteLine($"{change.CheckedAt}: {string.Join(", ", change.Changed)}");
        }

        await postscale.Domains.DeleteAsync("example.com", cancellationToken);
        #endregion
    }

    public static async Task CallEachAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        await postscale.Domains.CreateAsync(new NewDomain { Name = "example.com", Type = DomainType.Both }, cancellationToken: cancellationToken);
        #region api 1
        Domain shop = await postscale.Domains.CreateAsync(new NewDomain { Name = "shop.example", Type = DomainType.Outbound }, idempotencyKey: "registration-4711", cancellationToken);
        #endregion

        #region api 2
        DomainPage page = await postscale.Domains.GetPageAsync(offset: 0, limit: 20, new DomainQuery { Verified = true }, cancellationToken);
        #endregion

        #region api 3
        Domain domain = await postscale.Domains.GetAsync("example.com", cancellationToken);
        #endregion

        #region api 4
        domain = await postscale.Domains.UpdateAsync("example.com", new DomainUpdate { CatchAllEnabled = true }, cancellationToken);
        #endregion

        #region api 5
        Verification verification = await postscale.Domains.VerifyAsync("shop.example", cancellationToken: cancellationToken);
        #endregion

        #region api 6
        DnsRecords dns = await postscale.Domains.GetDnsRecordsAsync("shop.example", cancellationToken);
        #endregion

        #region api 7
        await postscale.Domains.DeleteAsync("shop.example", cancellationToken);
        #endregion

        #region api 8
        await foreach (DomainCheck check in postscale.Domains.ListChecksAsync("example.com", cancellationToken))
        {
            output.WriteLine($"{check.CheckedAt}: {string.Join(", ", check.Changed)}");
        }
        #endregion

        #region api 9
        await foreach (PostscaleEvent happened in postscale.Events.ListAsync(after: 0, cancellationToken: cancellationToken))
        {
            output.WriteLine($"{happened.Sequence} {happened.Type}");
        }
        #endregion

        #region api 10
        await foreach (AuditEntry entry in postscale.AuditLog.ListAsync(new AuditQuery { ObjectIdOrName = "example.com" }, cancellationToken))
        {
            output.WriteLine($"{entry.At:u} {entry.Action}");
        }
        #endregion

        #region api 11
        ApiKey key = await postscale.Keys.CreateAsync(new NewKey { Scopes = [KeyScopes.Read], ExpiresInDays = 90 }, cancellationToken: cancellationToken);
        #endregion

        output.WriteLine($"{shop.Type} {page.Domains.Count} {domain.CatchAllEnabled} {verification.Verified} {dns.Records.Count} {key.Scopes.Count}");
    }

    public static async Task PublishAsync(PostscaleClient postscale, string powerDnsUrl, string powerDnsKey, TextWriter output, CancellationToken cancellationToken)
    {
        #region publish
        string zoneFile = await postscale.Domains.GetDnsFileAsync("example.com", DnsFileFormat.Zone, cancellationToken);

        DnsHosting hosting = await postscale.Domains.GetProviderAsync("example.com", cancellationToken);
        output.WriteLine($"{hosting.Zone} is at {hosting.Provider?.Name ?? "a provider that is not known"}");

        var request = new PublishRequest { Via = PublishVia.PowerDns, PowerDns = new PowerDnsTarget { Url = powerDnsUrl, ApiKey = powerDnsKey } };
        PublishResult plan = await postscale.Domains.PublishAsync("example.com", request, cancellationToken: cancellationToken);
        foreach (PublishChange change in plan.Changes)
        {
            output.WriteLine($"{change.Action} {change.Type} {change.Name}: {string.Join(" ", change.After)} {change.Reason}");
        }

        PublishResult done = await postscale.Domains.PublishAsync("example.com", request with { Apply = true, Plan = plan.Plan }, cancellationToken: cancellationToken);
        output.WriteLine(done.Verification!.Summary);
        #endregion
    }

    public static async Task SendWebhooksAsync(PostscaleClient postscale, string receiver, CancellationToken cancellationToken)
    {
        #region webhooks
        Webhook webhook = await postscale.Webhooks.CreateAsync(
            new NewWebhook { Url = receiver, Events = [EventTypes.DomainVerified, EventTypes.DomainUnverified] }, cancellationToken: cancellationToken);
        string secret = webhook.Secret!;        // shown this once

        WebhookTest test = await postscale.Webhooks.TestAsync(webhook.Id, cancellationToken: cancellationToken);
        webhook = await postscale.Webhooks.UpdateAsync(webhook.Id, new WebhookUpdate { Description = "sign-up" }, cancellationToken);
        webhook = await postscale.Webhooks.RotateSecretAsync(webhook.Id, overlapHours: 24, cancellationToken: cancellationToken);

        var query = new WebhookDeliveryQuery { State = DeliveryState.Failed };
        foreach (WebhookDelivery failed in await postscale.WebhookDeliveries.ListAsync(query, cancellationToken).ToListAsync(cancellationToken))
        {
            await postscale.WebhookDeliveries.RetryAsync(failed.Id, cancellationToken: cancellationToken);
        }

        foreach (Webhook each in await postscale.Webhooks.ListAsync(cancellationToken).ToListAsync(cancellationToken))
        {
            await postscale.Webhooks.DeleteAsync(each.Id, cancellationToken);
        }
        #endregion
    }

    public static string Receive(string secret, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        #region receive
        var verifier = new WebhookVerifier(secret);

        WebhookVerdict verdict = verifier.Verify(
            headers.GetValueOrDefault(WebhookVerifier.IdHeader), headers.GetValueOrDefault(WebhookVerifier.TimestampHeader), headers.GetValueOrDefault(WebhookVerifier.SignatureHeader), body);
        if (verdict != WebhookVerdict.Genuine)
        {
            return $"refused: {verdict}";           // answer 400
        }

        PostscaleEvent happened = PostscaleEvent.Parse(body);
        return $"{happened.Sequence} {happened.Type} {happened.ReadDomain()?.Name}";
        #endregion
    }

    public static async Task LookBackAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        #region events
        await foreach (PostscaleEvent happened in postscale.Events.ListAsync(after: 0, cancellationToken: cancellationToken))
        {
            output.WriteLine($"{happened.Sequence} {happened.Type} {happened.ReadDomain()?.Name}");
        }

        await foreach (AuditEntry entry in postscale.AuditLog.ListAsync(new AuditQuery { Action = "domain" }, cancellationToken))
        {
            output.WriteLine($"{entry.At:u} {entry.Action} {entry.ObjectName}");
        }
        #endregion
    }

    public static async Task KeysAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        #region keys
        ApiKey made = await postscale.Keys.CreateAsync(new NewKey { Scopes = [KeyScopes.Read], ExpiresInDays = 90 }, cancellationToken: cancellationToken);
        string key = made.Key!;                 // shown this once

        ApiKey replacement = await postscale.Keys.RotateAsync(made.Id, overlapMinutes: 60, cancellationToken: cancellationToken);
        await foreach (ApiKey each in postscale.Keys.ListAsync(cancellationToken))
        {
            output.WriteLine($"{each.Prefix}…{each.LastFour} {string.Join(",", each.Scopes)}");
        }

        await postscale.Keys.RevokeAsync(replacement.Id, cancellationToken);
        #endregion
    }

    public static async Task FailAsync(PostscaleClient postscale, TextWriter output, CancellationToken cancellationToken)
    {
        #region failures
        try
        {
            await postscale.Domains.CreateAsync(new NewDomain { Name = "example.com" }, cancellationToken: cancellationToken);
        }
        catch (PostscaleException e) when (e.Code == ErrorCodes.DomainExists)
        {
            output.WriteLine("it is registered already");
        }
        catch (PostscaleException e)
        {
            output.WriteLine($"{e.Message} ({e.Code}, field {e.Field}, request {e.RequestId}, again in {e.RetryAfter})");
        }
        #endregion
    }
}
