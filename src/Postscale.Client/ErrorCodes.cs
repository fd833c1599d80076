namespace Postscale.Client;

/// <summary>The names of errors, as <see cref="PostscaleException.Code"/> has them. A newer service may have others.</summary>
public static class ErrorCodes
{
    /// <summary>Status 400. The request is malformed HTTP; look at what your client sends.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>Status 400. The text says where; send one JSON object in UTF-8.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>Status 400. Add the field named in <c>field</c>.</summary>
    public const string FieldRequired = "field_required";

    /// <summary>Status 400. Send the field named in <c>field</c> with the type the text asks for.</summary>
    public const string FieldType = "field_type";

    /// <summary>Status 400. The text says which values the field or parameter takes.</summary>
    public const string FieldInvalid = "field_invalid";

    /// <summary>Status 400. It is no domain name; the text says why.</summary>
    public const string DomainInvalid = "domain_invalid";

    /// <summary>Status 400. It is a name that nobody can register here: a public suffix, a special name, the platform's own.</summary>
    public const string DomainRefused = "domain_refused";

    /// <summary>Status 400. Name a domain of this account of type inbound or both, on an alias.</summary>
    public const string PrimaryDomainInvalid = "primary_domain_invalid";

    /// <summary>Status 400. The text says why: give an https URL of a public host.</summary>
    public const string WebhookUrlInvalid = "webhook_url_invalid";

    /// <summary>Status 400. The DNS provider does not accept the credentials, or does not hold the zone; <c>field</c> names which.</summary>
    public const string DnsProviderRefused = "dns_provider_refused";

    /// <summary>Status 400. Name a DNS provider's server that is on the public Internet; <c>field</c> says which address it is about.</summary>
    public const string DnsProviderTargetInvalid = "dns_provider_target_invalid";

    /// <summary>Status 401. Send <c>Authorization: Bearer KEY</c>.</summary>
    public const string ApiKeyMissing = "api_key_missing";

    /// <summary>Status 401. The key is mistyped, unknown or revoked; <c>postscale keys list</c> shows which there are.</summary>
    public const string ApiKeyInvalid = "api_key_invalid";

    /// <summary>Status 401. Use the key that has replaced it, or ask the operator for a new one.</summary>
    public const string ApiKeyExpired = "api_key_expired";

    /// <summary>Status 403. The key has the scope <c>read</c> alone; use one with <c>write</c>.</summary>
    public const string ApiKeyReadOnly = "api_key_read_only";

    /// <summary>Status 403. Use a key that has the scope named in the text.</summary>
    public const string ApiKeyScopeMissing = "api_key_scope_missing";

    /// <summary>Status 404. There is nothing at this path.</summary>
    public const string NotFound = "not_found";

    /// <summary>Status 404. This account has no such domain in this environment.</summary>
    public const string DomainNotFound = "domain_not_found";

    /// <summary>Status 404. This account has no such webhook in this environment.</summary>
    public const string WebhookNotFound = "webhook_not_found";

    /// <summary>Status 404. This account has no such delivery in this environment, or it is kept no more.</summary>
    public const string DeliveryNotFound = "delivery_not_found";

    /// <summary>Status 404. This account has no such key in this environment, or it is revoked or has expired.</summary>
    public const string KeyNotFound = "key_not_found";

    /// <summary>Status 405. The <c>Allow</c> header lists the methods.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>Status 409. It is registered already; get it by its name.</summary>
    public const string DomainExists = "domain_exists";

    /// <summary>Status 409. Give its aliases another primary domain first.</summary>
    public const string DomainIsPrimary = "domain_is_primary";

    /// <summary>Status 409. Remove a webhook that is not needed.</summary>
    public const string WebhookLimit = "webhook_limit";

    /// <summary>Status 409. Set the webhook's <c>active</c> to true, then retry the delivery.</summary>
    public const string WebhookInactive = "webhook_inactive";

    /// <summary>Status 409. There is nothing left to send; read the domains anew.</summary>
    public const string EventGone = "event_gone";

    /// <summary>Status 409. The first request still runs; try again after <c>Retry-After</c>.</summary>
    public const string IdempotencyKeyInUse = "idempotency_key_in_use";

    /// <summary>Status 409. Ask for the changes anew, look at them, and apply those.</summary>
    public const string PlanChanged = "plan_changed";

    /// <summary>Status 409. Revoke a key that is not needed.</summary>
    public const string KeyLimit = "key_limit";

    /// <summary>Status 413. Send less.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>Status 415. Send <c>Content-Type: application/json</c>.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>Status 422. Use a new key for each different request.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>Status 429. Wait <c>Retry-After</c> seconds; the text says whether the key has sent too much, or the address too much without a valid key.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>Status 429. Wait <c>Retry-After</c> seconds; verify less often, the state of a domain is in GET.</summary>
    public const string VerifyBudgetExceeded = "verify_budget_exceeded";

    /// <summary>Status 429. Too many verifications of the account have failed; publish the records, wait <c>Retry-After</c> seconds.</summary>
    public const string VerifyFailureBudgetExceeded = "verify_failure_budget_exceeded";

    /// <summary>Status 431. Send fewer or shorter headers.</summary>
    public const string HeadersTooLarge = "headers_too_large";

    /// <summary>Status 500. Our fault; report the <c>request_id</c>.</summary>
    public const string InternalError = "internal_error";

    /// <summary>Status 502. The DNS provider cannot be reached, or answers what makes no sense; look at the changes again, and try later.</summary>
    public const string DnsProviderFailed = "dns_provider_failed";

    /// <summary>Status 503. The database cannot be reached or written; try again after <c>Retry-After</c>.</summary>
    public const string NotReady = "not_ready";
}
