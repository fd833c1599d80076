namespace Postscale.Server.Storage;

/// <summary>
/// All that an export holds, in the order in which it can be taken in. Every column of the schema is here or among those left
/// out: a test holds that, so that a table that is added is thought of.
/// </summary>
internal static class ExportKinds
{
    public static IReadOnlyList<ExportKind> All { get; } =
    [
        new("account", "accounts", "id name created_at:number", "created_at, id", "id = @account"),
        new(
            "api_key",
            "api_keys",
            """
            id account_id environment read_only:truth scopes secret_hash:octets prefix last_four created_at:number lifetime:number
            expires_at:number last_used_at:number revoked_at:number replaced_at:number made_until:number
            """,
            "created_at, id",
            "account_id = @account"),
        new(
            "domain",
            "domains",
            """
            id account_id environment name type catch_all_enabled:truth active:truth token verified:truth ownership_verified:truth
            records_holding:number findings verified_at:number last_dns_check:number created_at:number updated_at:number
            """,
            "seq",
            "account_id = @account"),
        // After all domains, for a primary may be younger than its alias.
        new("alias", "domains", "id account_id primary_id", "seq", "account_id = @account")
        {
            Where = "primary_id IS NOT NULL",
            Statement =
                """
                UPDATE domains SET primary_id = @primary_id WHERE id = @id AND account_id = @account_id
                    AND EXISTS (SELECT 1 FROM domains p WHERE p.id = @primary_id AND p.account_id = @account_id)
                """,
        },
        new(
            "check",
            "checks",
            "domain_id checked_at:number verified:truth records_holding:number records_changed:number findings",
            "seq",
            "domain_id IN (SELECT id FROM domains WHERE account_id = @account)"),
        // A check that is under way is nobody's after the move: what it took comes due again.
        new(
            "check_plan",
            "check_plan",
            "domain_id account_id due_at:number pending_since:number failures:number failing_for:number failed_at:number",
            "due_at, domain_id",
            "account_id = @account"),
        // Numbers that clients have read up to stay what they are.
        new("event_counter", "event_counters", "account_id environment last_seq:number", "account_id, environment", "account_id = @account"),
        new(
            "event",
            "events",
            "account_id environment seq:number id type domain_id created_at:number data",
            "account_id, environment, seq",
            "account_id = @account"),
        new(
            "webhook",
            "webhooks",
            """
            id account_id environment url description event_types secret previous_secret previous_until:number active:truth disabled_at:number
            disabled_reason failures:number failing_since:number due_at:number created_at:number updated_at:number
            """,
            "seq",
            "account_id = @account"),
        new(
            "webhook_delivery",
            "webhook_deliveries",
            """
            id webhook_id account_id environment event_id event_seq:number event_type state attempts:number last_attempt_at:number last_status:number
            last_error answer duration_ms:number delivered_at:number created_at:number
            """,
            "seq",
            "account_id = @account"),
        new(
            "audit",
            "audit",
            "account_id environment at:number actor key_id key_hint request_id address action object_id object_name changes",
            "seq",
            "account_id = @account"),
        new(
            "dkim_key",
            "dkim_keys",
            "selector private_key:octets public_record created_at:number retiring_at:number retired_at:number",
            "created_at, retiring_at IS NULL, selector",
            ofAccount: null),
    ];

    /// <summary>Tables, and columns of the tables above, that are not exported, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["schema_version"] = "each database has its own schema",
        ["domain_counts"] = "counted anew",
        ["domains.seq"] = "given anew, in the same order",
        ["checks.seq"] = "given anew, in the same order",
        ["audit.seq"] = "given anew, in the same order",
        ["webhooks.seq"] = "given anew, in the same order",
        ["webhooks.leased_until"] = "leases are of deliveries under way",
        ["webhooks.claim"] = "claims are of deliveries under way",
        ["webhook_deliveries.seq"] = "given anew, in the same order",
        ["check_plan.claim"] = "claims are of running checks",
        ["idempotency_keys"] = "they are of requests of the last day, some of them half done; who repeats a creation after the move hears that the domain is there",
    };
}
