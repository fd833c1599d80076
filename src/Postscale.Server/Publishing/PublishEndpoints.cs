using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>The endpoints that help to get records into DNS: who the provider is, and publishing there.</summary>
internal sealed class PublishEndpoints(
    DomainService domains, ActivePlatform platform, ZoneLocator zones, DomainConnectLinks links, PublishRequests requests, PublishService publishing, VerifyBudgets budgets, PostscaleOptions options, TimeProvider time)
{
    private static readonly ApiError NotFound = new(ErrorCode.DomainNotFound, "there is no such domain in this account");

    private readonly RequestBudget _budget = new(options.VerifyBudget, time);

    /// <summary>Adds them to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("GET", "/v1/domains/{id}/provider", ProviderAsync, new RequiresKey(KeyScopes.Read), PublishOperations.Provider);
        routes.MapApi("POST", "/v1/domains/{id}/publish", PublishAsync, new RequiresKey(KeyScopes.Write), PublishOperations.Publish);
    }

    private async Task<IResult> ProviderAsync(HttpContext context)
    {
        if (await FindAsync(context).ConfigureAwait(false) is not { } domain)
        {
            return NotFound;
        }

        if (Refuse(domain) is { } tooMany)
        {
            return tooMany;
        }

        var records = await ContextOfAsync(domain, context.RequestAborted).ConfigureAwait(false);
        var zone = await zones.FindAsync(records.Domain, context.RequestAborted).ConfigureAwait(false);
        var link = await links.FindAsync(records, domain.Type, zone.Zone, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<ProviderJson>(
            StatusCodes.Status200OK, ProviderJson.Of(domain.Name, zone, RecordToPublish.Of(records, domain.Type, zone.Zone), link), ApiJson.Wire.ProviderJson);
    }

    private async Task<IResult> PublishAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null)
            {
                return problem!;
            }

            if (await FindAsync(context).ConfigureAwait(false) is not { } domain)
            {
                return NotFound;
            }

            var records = await ContextOfAsync(domain, context.RequestAborted).ConfigureAwait(false);
            if (!requests.TryRead(body, records.Domain, out var request, out problem))
            {
                return problem;
            }

            // What it looks at for a plan costs as much as a verification, and to apply it ends with one.
            if (budgets.Refuse(domain.AccountId, request.Apply ? 2 : 1) is { } tooMany)
            {
                return tooMany;
            }

            if (!domain.Verified)
            {
                budgets.Fail(domain.AccountId);
            }

            try
            {
                var outcome = await publishing.PublishAsync(domain, records, request, Actor.Of(Authentication.CallerOf(context)), context.RequestAborted).ConfigureAwait(false);
                if (outcome.Check is { Domain.Verified: false })
                {
                    budgets.Fail(domain.AccountId);
                }

                return new JsonAnswer<PublishJson>(StatusCodes.Status200OK, PublishJson.Of(domain.Name, request.Via, outcome, records), ApiJson.Wire.PublishJson);
            }
            catch (PublishException e)
            {
                return new ApiError(CodeOf(e.Failure), e.Message, e.Field) { IsFinal = e.MayHaveChanged };
            }
        }
    }

    private static ErrorCode CodeOf(PublishFailure failure) => failure switch
    {
        PublishFailure.TargetRefused => ErrorCode.ProviderTargetInvalid,
        PublishFailure.Refused => ErrorCode.ProviderRefused,
        PublishFailure.ZoneChanged => ErrorCode.PlanChanged,
        _ => ErrorCode.ProviderFailed,
    };

    /// <summary>It looks into DNS and connects to others, as a verification does: an account has as many of them in a minute.</summary>
    private ApiError? Refuse(Domain domain) => !_budget.Refuses(domain.AccountId, out var retryAfter) ? null : new ApiError(
        ErrorCode.VerifyBudget, string.Create(CultureInfo.InvariantCulture, $"this account has looked into DNS more than {_budget.Limit} times in a minute; wait {retryAfter} s"))
    { RetryAfter = retryAfter };

    private Task<Domain?> FindAsync(HttpContext context) =>
        domains.FindAsync(Authentication.CallerOf(context), DomainNames.ReadKey((string)context.Request.RouteValues["id"]!), context.RequestAborted);

    private async ValueTask<RecordContext> ContextOfAsync(Domain domain, CancellationToken cancellationToken) =>
        new(DnsName.Parse(domain.Name), domain.Token, await platform.GetAsync(cancellationToken).ConfigureAwait(false));
}
