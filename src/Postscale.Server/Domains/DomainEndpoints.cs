using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Postscale.MailDns.Resolution;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Http;
using Postscale.Server.Http.Description;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Publishing;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>The seven endpoints of the Domains API, and those added to them.</summary>
internal sealed class DomainEndpoints(DomainService domains, DomainRequests requests, Verifier verifier, ActivePlatform platform, FirstLook first, DnsDocuments documents, VerifyBudgets budgets, PostscaleOptions options, TimeProvider time)
{
    private static readonly ApiError NotFound = new(ErrorCode.DomainNotFound, "there is no such domain in this account");

    private readonly RequestBudget _firstLooks = new(options.VerifyBudget, time);

    /// <summary>Adds them to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add("POST", "/v1/domains", CreateAsync, writes: true, DomainOperations.Create);
        Add("GET", "/v1/domains", ListAsync, writes: false, DomainOperations.List);
        Add("GET", "/v1/domains/{id}", GetAsync, writes: false, DomainOperations.Get);
        Add("PUT", "/v1/domains/{id}", UpdateAsync, writes: true, DomainOperations.Update);
        Add("DELETE", "/v1/domains/{id}", DeleteAsync, writes: true, DomainOperations.Delete);
        Add("POST", "/v1/domains/{id}/verify", VerifyAsync, writes: true, DomainOperations.Verify);
        Add("GET", "/v1/domains/{id}/dns", DnsAsync, writes: false, DomainOperations.Dns);
        Add("GET", "/v1/domains/{id}/checks", ChecksAsync, writes: false, DomainOperations.Checks);

        void Add(string method, string pattern, Func<HttpContext, Task<IResult>> handler, bool writes, Documented documented) =>
            routes.MapApi(method, pattern, handler, new RequiresKey(writes ? KeyScopes.Write : KeyScopes.Read), documented);
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null || !requests.TryReadCreate(body, out var request, out problem))
            {
                return problem!;
            }

            var idempotent = context.Features.Get<IdempotentRequest>();
            DomainService.Also? keep = idempotent is null ? null : (session, domain, token) => idempotent.KeepAsync(
                session, StatusCodes.Status201Created, Location(domain), JsonSerializer.SerializeToUtf8Bytes(DomainJson.Of(domain), ApiJson.Wire.DomainJson), token);
            var result = await domains.CreateAsync(Authentication.CallerOf(context), request, keep, context.RequestAborted).ConfigureAwait(false);
            if (result.Domain is null)
            {
                return Refused(result);
            }

            context.Response.Headers.Location = Location(result.Domain);
            return new JsonAnswer<DomainJson>(StatusCodes.Status201Created, DomainJson.Of(result.Domain), ApiJson.Wire.DomainJson);
        }
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (!DomainRequests.TryReadQuery(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var page = await domains.ListAsync(Authentication.CallerOf(context), query, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<DomainListJson>(
            StatusCodes.Status200OK, new DomainListJson([.. page.Select(DomainJson.Of)], query.Limit, query.Offset), ApiJson.Wire.DomainListJson);
    }

    private async Task<IResult> GetAsync(HttpContext context) =>
        await FindAsync(context).ConfigureAwait(false) is { } domain
            ? new JsonAnswer<DomainJson>(StatusCodes.Status200OK, DomainJson.Of(domain), ApiJson.Wire.DomainJson)
            : NotFound;

    private async Task<IResult> UpdateAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        using (body)
        {
            if (body is null || !DomainRequests.TryReadUpdate(body, out var change, out var name, out problem))
            {
                return problem!;
            }

            if (KeyOf(context) is not { } key || await FindAsync(context).ConfigureAwait(false) is not { } current)
            {
                return NotFound;
            }

            if (name is not null && DomainNames.ReadKey(name)?.Name != current.Name)
            {
                return new ApiError(ErrorCode.FieldInvalid, "the 'domain' field differs from the domain's name, which cannot be changed; register the other name instead", "domain");
            }

            var result = await domains.UpdateAsync(Authentication.CallerOf(context), key, change, context.RequestAborted).ConfigureAwait(false);
            return result.Domain is { } domain
                ? new JsonAnswer<DomainJson>(StatusCodes.Status200OK, DomainJson.Of(domain), ApiJson.Wire.DomainJson)
                : Refused(result);
        }
    }

    private async Task<IResult> DeleteAsync(HttpContext context)
    {
        var result = KeyOf(context) is { } key
            ? await domains.DeleteAsync(Authentication.CallerOf(context), key, context.RequestAborted).ConfigureAwait(false)
            : DomainResult.NotFound;
        return result.Outcome == DomainOutcome.Done
            ? new JsonAnswer<DeletedJson>(StatusCodes.Status200OK, DeletedJson.Instance, ApiJson.Wire.DeletedJson)
            : NotFound;
    }

    private async Task<IResult> VerifyAsync(HttpContext context)
    {
        // What a client may send here does not matter; how much of it, does.
        var (_, tooLarge) = await JsonBody.ReadOctetsAsync(context, options.MaxBodyBytes).ConfigureAwait(false);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        if (await FindAsync(context).ConfigureAwait(false) is not { } domain)
        {
            return NotFound;
        }

        if (budgets.Refuse(domain.AccountId) is { } tooMany)
        {
            return tooMany;
        }

        if (await VerifyAsync(domain, Actor.Of(Authentication.CallerOf(context))).WaitAsync(context.RequestAborted).ConfigureAwait(false) is not { } outcome)
        {
            return NotFound;
        }

        var records = await ContextOfAsync(outcome.Domain, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<VerifyJson>(StatusCodes.Status200OK, VerifyJson.Of(outcome, records), ApiJson.Wire.VerifyJson);
    }

    /// <summary>Checks a domain and counts a failure, also when the client does not wait for it.</summary>
    private async Task<CheckedDomain?> VerifyAsync(Domain domain, Actor actor)
    {
        var outcome = await verifier.VerifyAsync(domain, actor, CancellationToken.None).ConfigureAwait(false);
        if (outcome is { Domain.Verified: false })
        {
            budgets.Fail(domain.AccountId);
        }

        return outcome;
    }

    private async Task<IResult> DnsAsync(HttpContext context)
    {
        if (!DomainRequests.TryReadFormat(context.Request, out var format, out var problem))
        {
            return problem;
        }

        if (await FindAsync(context).ConfigureAwait(false) is not { } domain)
        {
            return NotFound;
        }

        if (format != DnsFormat.Json)
        {
            var text = await documents.WriteAsync(domain, await ContextOfAsync(domain, context.RequestAborted).ConfigureAwait(false), format, context.RequestAborted).ConfigureAwait(false);
            return new TextAnswer(format.MediaType(), format.FileName(domain.Name), text);
        }

        var findings = await domains.FindingsAsync(domain, context.RequestAborted).ConfigureAwait(false);

        // It asks DNS as a verification does, so it has the same bound; past it, the hint comes with the first check.
        var looks = findings.Count == 0 && domain.Type.CanSend() && !_firstLooks.Refuses(domain.AccountId, out _);
        var records = await ContextOfAsync(domain, context.RequestAborted).ConfigureAwait(false);
        var hint = looks ? await first.SpfHintAsync(records, context.RequestAborted).ConfigureAwait(false) : null;
        return new JsonAnswer<DnsJson>(StatusCodes.Status200OK, DnsJson.Of(domain, records, findings, hint), ApiJson.Wire.DnsJson);
    }

    private async Task<IResult> ChecksAsync(HttpContext context)
    {
        if (!DomainRequests.TryReadPage(context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        if (await FindAsync(context).ConfigureAwait(false) is not { } domain)
        {
            return NotFound;
        }

        var page = await domains.ChecksAsync(domain, query, context.RequestAborted).ConfigureAwait(false);
        return new JsonAnswer<CheckListJson>(
            StatusCodes.Status200OK, new CheckListJson([.. page.Select(c => CheckJson.Of(c, domain.Type))], query.Limit, query.Offset), ApiJson.Wire.CheckListJson);
    }

    private static DomainKey? KeyOf(HttpContext context) => DomainNames.ReadKey((string)context.Request.RouteValues["id"]!);

    private Task<Domain?> FindAsync(HttpContext context) =>
        domains.FindAsync(Authentication.CallerOf(context), KeyOf(context), context.RequestAborted);

    private async ValueTask<RecordContext> ContextOfAsync(Domain domain, CancellationToken cancellationToken) =>
        new(DnsName.Parse(domain.Name), domain.Token, await platform.GetAsync(cancellationToken).ConfigureAwait(false));

    private static string Location(Domain domain) => $"/v1/domains/{domain.Id:D}";

    private static ApiError Refused(DomainResult result) => result.Outcome switch
    {
        DomainOutcome.NotFound => NotFound,
        DomainOutcome.Exists => new ApiError(ErrorCode.DomainExists, result.Problem!, "domain"),
        DomainOutcome.IsPrimary => new ApiError(ErrorCode.DomainIsPrimary, result.Problem!, "type"),
        _ => new ApiError(ErrorCode.PrimaryInvalid, result.Problem!, "primary_domain"),
    };
}
