using System.Text.Json;
using System.Text.Json.Nodes;
using Postscale.Server.Publishing;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Http.Description;

/// <summary>What each status of an error means, and for each code an answer to show.</summary>
internal static class ErrorExamples
{
    private const string RequestIdExample = "5c0f4a1be2d94f7c8a3e6b1d2f90c7aa";

    /// <summary>What a status means, in a sentence.</summary>
    /// <param name="status">The status.</param>
    public static string Describe(int status) => status switch
    {
        400 => "The request is not valid; `field` names what is at fault where it is one thing.",
        401 => "There is no API key in the request, or not a good one.",
        403 => "The API key may not do this.",
        404 => "There is nothing of that id or name in this account and environment.",
        409 => "The request clashes with what is there, or with one that is still running.",
        413 => "The request body is over 64 KiB.",
        415 => "The request body is not declared to be JSON in UTF-8.",
        422 => "The idempotency key was used for another request.",
        429 => "Too many requests; `Retry-After` says when to try again.",
        500 => "A fault of the service.",
        502 => "The DNS provider could not be reached, or failed.",
        503 => "The service cannot work just now; `Retry-After` says when to try again.",
        _ => "An error.",
    };

    /// <summary>An answer with a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="operation">The operation that answers it.</param>
    public static JsonNode Of(ErrorCode code, Documented operation)
    {
        var (message, field) = code == ErrorCode.FieldInvalid && operation.Tag != KeyOperations.Tag ? FieldInvalid(operation)
            : code == ErrorCode.FieldRequired && operation.Body == typeof(CreateWebhookJson) ? ("the 'url' field is required", "url")
            : code == ErrorCode.FieldRequired && operation.Body == typeof(PublishBodyJson) ? ("the 'rfc2136.key_name' field is required", "rfc2136.key_name")
            : code == ErrorCode.FieldType && operation.Body == typeof(PublishBodyJson) ? ("the 'apply' field must be true or false", "apply")
            : code == ErrorCode.VerifyBudget && operation.OperationId != DomainOperations.Verify.OperationId ? ("this account has looked into DNS more than 120 times in a minute; wait 17 s", null)
            : code == ErrorCode.FieldType && operation.Tag == WebhookOperations.Tag ? FieldType(operation)
            : operation.Tag == KeyOperations.Tag ? KeyOperations.Wrong(code, operation) ?? Text(code.Name)
            : Text(code.Name);
        return JsonSerializer.SerializeToNode(new ErrorJson(message, code.Name, field, RequestIdExample), ApiJson.Wire.ErrorJson)!;
    }

    private static (string Message, string? Field) FieldInvalid(Documented operation) => operation switch
    {
        { Tag: WebhookOperations.Tag, Body: not null } when operation.Body == typeof(RotateWebhookJson) => ("the 'overlap_hours' field must be a whole number from 0 to 168", "overlap_hours"),
        { Tag: WebhookOperations.Tag, Body: not null } => ("the 'description' field takes at most 200 characters, without control characters", "description"),
        { Body: not null } when operation.Body == typeof(PublishBodyJson) => ("the 'rfc2136.algorithm' field must be hmac-sha256, hmac-sha384 or hmac-sha512", "rfc2136.algorithm"),
        { Body: not null } => ("the 'type' field must be inbound, outbound, both or alias", "type"),
        { Query: [{ Name: "format" }] } => ($"the 'format' parameter must be {DnsFormats.Choices}", "format"),
        { Query.Count: > 0 } => ("the 'limit' parameter must be a whole number, at least 1", "limit"),
        _ => ("the Idempotency-Key header takes one key of 1 to 255 printable ASCII characters without spaces", Idempotency.Header),
    };

    private static (string Message, string? Field) FieldType(Documented operation) => operation.Body == typeof(RotateWebhookJson)
        ? ("the 'overlap_hours' field must be a whole number", "overlap_hours")
        : ("the 'events' field must be an array of strings", "events");

    private static (string Message, string? Field) Text(string code) => code switch
    {
        "bad_request" => ("the request is malformed", null),
        "invalid_json" => ("the request body must be a JSON object", null),
        "field_required" => ("the 'domain' field is required", "domain"),
        "field_type" => ("the 'catch_all_enabled' field must be true or false", "catch_all_enabled"),
        "domain_invalid" => ("the 'domain' field is too long: at most 231 characters, so that the longest record name still fits into 253", "domain"),
        "domain_refused" => ("co.uk is a public suffix, under which anybody can register names; register a name below it", "domain"),
        "primary_domain_invalid" => ("the 'primary_domain' field names no domain of this account", "primary_domain"),
        "webhook_url_invalid" => ("the 'url' field leads to an address that is not on the public Internet (private)", "url"),
        "dns_provider_refused" => ("the name server refused: the secret of the key 'mail.example.com' is not the one it has (BADSIG)", "rfc2136.secret"),
        "dns_provider_target_invalid" => ("ns.example.com cannot be connected to: the host has an address that is not on the public Internet (private)", "rfc2136.server"),
        "dns_provider_failed" => ("the name server could not be asked about example.com: the connection was refused", null),
        "plan_changed" => ("the plan is another one than the one that was agreed to; look at it again", "plan"),
        "api_key_missing" => ("send an API key in the header 'Authorization: Bearer ps_live_…'", null),
        "api_key_invalid" => ("the API key is not valid: it is mistyped, unknown or revoked", null),
        "api_key_expired" => ("the API key has expired; use the key that has replaced it, or ask for a new one", null),
        "api_key_read_only" => ("this API key may only read; use a key with the scope 'write'", null),
        "api_key_scope_missing" => ("this API key lacks the scope 'webhooks'; use a key that has it", null),
        "domain_not_found" => ("there is no such domain in this account", null),
        "webhook_not_found" => ("there is no such webhook in this account", null),
        "delivery_not_found" => ("there is no such delivery in this account", null),
        "key_not_found" => ("there is no such key in this account, or it is revoked or has expired", null),
        "key_limit" => ("this account has 100 keys in force already, which is the most; revoke one that is not needed", null),
        "domain_exists" => ("example.com is already registered in this account", "domain"),
        "domain_is_primary" => ("example.com is the primary domain of 2 alias(es), and one of type outbound cannot be; change those first", "type"),
        "webhook_limit" => ("this account has 20 webhooks already, which is the most; remove one that is not needed", null),
        "webhook_inactive" => ("the delivery's webhook is not active; set its 'active' field to true first", null),
        "event_gone" => ("the delivery's event is kept no more, so that there is nothing to send", null),
        "idempotency_key_in_use" => ("the first request with this Idempotency-Key is still running; try again in a moment", null),
        "body_too_large" => ("the request body is over 64 KiB", null),
        "unsupported_media_type" => ("send the body as JSON in UTF-8, with 'Content-Type: application/json'", null),
        "idempotency_key_reused" => ("this Idempotency-Key was used for another request; use a new key for each request", null),
        "rate_limited" => ("this key has sent more than 6000 requests in a minute; wait 17 s", null),
        "verify_budget_exceeded" => ("this account has looked at domains more than 120 times in a minute; wait 17 s", null),
        "verify_failure_budget_exceeded" => ("more than 1200 verifications of this account have failed in an hour; publish the records first, then wait 1740 s", null),
        "internal_error" => ("something went wrong on our side; if it happens again, tell us the request id", null),
        "not_ready" => ("the database cannot be reached or written just now; try again in a moment", null),
        _ => ("an error", null),
    };
}
