namespace Postscale.Server.Http;

/// <summary>Every error the API can answer: a stable code and its status.</summary>
/// <param name="Name">The code, as clients see it.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record ErrorCode(string Name, int Status)
{
    /// <summary>The request is malformed in a way no other code names.</summary>
    public static readonly ErrorCode BadRequest = new("bad_request", 400);

    /// <summary>The body is not one JSON object, or breaks a rule of RFC 8259 or of ours.</summary>
    public static readonly ErrorCode InvalidJson = new("invalid_json", 400);

    /// <summary>A field that must be given is not.</summary>
    public static readonly ErrorCode FieldRequired = new("field_required", 400);

    /// <summary>A field has the wrong JSON type.</summary>
    public static readonly ErrorCode FieldType = new("field_type", 400);

    /// <summary>A field or a query parameter has a value that is not allowed.</summary>
    public static readonly ErrorCode FieldInvalid = new("field_invalid", 400);

    /// <summary>The domain is no name that could be registered.</summary>
    public static readonly ErrorCode DomainInvalid = new("domain_invalid", 400);

    /// <summary>The domain is a name that is not registered here.</summary>
    public static readonly ErrorCode DomainRefused = new("domain_refused", 400);

    /// <summary>The primary domain of an alias cannot be one.</summary>
    public static readonly ErrorCode PrimaryInvalid = new("primary_domain_invalid", 400);

    /// <summary>The URL is none that events are sent to.</summary>
    public static readonly ErrorCode WebhookUrlInvalid = new("webhook_url_invalid", 400);

    /// <summary>The DNS provider does not accept what was given for it, or does not hold the zone.</summary>
    public static readonly ErrorCode ProviderRefused = new("dns_provider_refused", 400);

    /// <summary>The address of the DNS provider is one that is not connected to.</summary>
    public static readonly ErrorCode ProviderTargetInvalid = new("dns_provider_target_invalid", 400);

    /// <summary>There is no key in the request.</summary>
    public static readonly ErrorCode KeyMissing = new("api_key_missing", 401);

    /// <summary>The key is malformed, unknown or revoked.</summary>
    public static readonly ErrorCode KeyInvalid = new("api_key_invalid", 401);

    /// <summary>The key was good once.</summary>
    public static readonly ErrorCode KeyExpired = new("api_key_expired", 401);

    /// <summary>The key may only read.</summary>
    public static readonly ErrorCode KeyReadOnly = new("api_key_read_only", 403);

    /// <summary>The key has not the scope that this needs.</summary>
    public static readonly ErrorCode KeyScope = new("api_key_scope_missing", 403);

    /// <summary>There is nothing at this path.</summary>
    public static readonly ErrorCode NotFound = new("not_found", 404);

    /// <summary>The account has no such domain.</summary>
    public static readonly ErrorCode DomainNotFound = new("domain_not_found", 404);

    /// <summary>The account has no such webhook.</summary>
    public static readonly ErrorCode WebhookNotFound = new("webhook_not_found", 404);

    /// <summary>The account has no such delivery.</summary>
    public static readonly ErrorCode DeliveryNotFound = new("delivery_not_found", 404);

    /// <summary>The account has no such key in force.</summary>
    public static readonly ErrorCode KeyNotFound = new("key_not_found", 404);

    /// <summary>The path does not know this method.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405);

    /// <summary>The account has this domain already.</summary>
    public static readonly ErrorCode DomainExists = new("domain_exists", 409);

    /// <summary>The change clashes with aliases that forward to the domain.</summary>
    public static readonly ErrorCode DomainIsPrimary = new("domain_is_primary", 409);

    /// <summary>The account has as many webhooks as it may.</summary>
    public static readonly ErrorCode WebhookLimit = new("webhook_limit", 409);

    /// <summary>The account has as many keys in force as it may.</summary>
    public static readonly ErrorCode KeyLimit = new("key_limit", 409);

    /// <summary>Nothing is sent to the webhook.</summary>
    public static readonly ErrorCode WebhookInactive = new("webhook_inactive", 409);

    /// <summary>The event is kept no more.</summary>
    public static readonly ErrorCode EventGone = new("event_gone", 409);

    /// <summary>The first request with this idempotency key is still running.</summary>
    public static readonly ErrorCode IdempotencyRunning = new("idempotency_key_in_use", 409);

    /// <summary>What is there in DNS is not what the plan was made for.</summary>
    public static readonly ErrorCode PlanChanged = new("plan_changed", 409);

    /// <summary>The body is larger than the limit.</summary>
    public static readonly ErrorCode BodyTooLarge = new("body_too_large", 413);

    /// <summary>The body is not declared to be JSON in UTF-8.</summary>
    public static readonly ErrorCode NotJson = new("unsupported_media_type", 415);

    /// <summary>The idempotency key was used for another request.</summary>
    public static readonly ErrorCode IdempotencyReused = new("idempotency_key_reused", 422);

    /// <summary>The key has sent too many requests, or its address too many without a good key.</summary>
    public static readonly ErrorCode RateLimited = new("rate_limited", 429);

    /// <summary>The account has verified too often.</summary>
    public static readonly ErrorCode VerifyBudget = new("verify_budget_exceeded", 429);

    /// <summary>The account has verified too often without success.</summary>
    public static readonly ErrorCode VerifyFailureBudget = new("verify_failure_budget_exceeded", 429);

    /// <summary>The request headers are larger than the limit.</summary>
    public static readonly ErrorCode HeadersTooLarge = new("headers_too_large", 431);

    /// <summary>A fault of the service.</summary>
    public static readonly ErrorCode Internal = new("internal_error", 500);

    /// <summary>The DNS provider could not be reached, or failed.</summary>
    public static readonly ErrorCode ProviderFailed = new("dns_provider_failed", 502);

    /// <summary>The service cannot reach its database.</summary>
    public static readonly ErrorCode NotReady = new("not_ready", 503);

    /// <summary>All codes.</summary>
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        BadRequest, InvalidJson, FieldRequired, FieldType, FieldInvalid, DomainInvalid, DomainRefused, PrimaryInvalid, WebhookUrlInvalid, ProviderRefused, ProviderTargetInvalid, KeyMissing, KeyInvalid, KeyExpired, KeyReadOnly,
        KeyScope, NotFound, DomainNotFound, WebhookNotFound, DeliveryNotFound, KeyNotFound, MethodNotAllowed, DomainExists, DomainIsPrimary, WebhookLimit, KeyLimit, WebhookInactive, EventGone, IdempotencyRunning, PlanChanged,
        BodyTooLarge, NotJson, IdempotencyReused, RateLimited, VerifyBudget, VerifyFailureBudget, HeadersTooLarge, Internal, ProviderFailed, NotReady,
    ];
}
