using System.Reflection;
using Postscale.Server.Http;

namespace Postscale.Server.Tests.Http;

public sealed class ErrorCodeUnitTests
{
    [Fact]
    public void The_table_of_codes_holds_each_code_once()
    {
        var declared = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!).ToList();
        Assert.Equal(declared.Select(c => c.Name).Order(StringComparer.Ordinal), ErrorCode.All.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal(declared.Count, declared.Select(c => c.Name).Distinct().Count());
        Assert.All(declared, c => Assert.Matches("^[a-z]+(_[a-z]+)*$", c.Name));
    }

    /// <summary>Clients go by these: a change breaks them.</summary>
    [Theory]
    [InlineData(400, "bad_request dns_provider_refused dns_provider_target_invalid domain_invalid domain_refused field_invalid field_required field_type invalid_json primary_domain_invalid webhook_url_invalid")]
    [InlineData(401, "api_key_expired api_key_invalid api_key_missing")]
    [InlineData(403, "api_key_read_only api_key_scope_missing")]
    [InlineData(404, "delivery_not_found domain_not_found key_not_found not_found webhook_not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(409, "domain_exists domain_is_primary event_gone idempotency_key_in_use key_limit plan_changed webhook_inactive webhook_limit")]
    [InlineData(413, "body_too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(422, "idempotency_key_reused")]
    [InlineData(429, "rate_limited verify_budget_exceeded verify_failure_budget_exceeded")]
    [InlineData(431, "headers_too_large")]
    [InlineData(500, "internal_error")]
    [InlineData(502, "dns_provider_failed")]
    [InlineData(503, "not_ready")]
    public void Each_status_has_its_codes(int status, string codes) =>
        Assert.Equal(codes, string.Join(' ', ErrorCode.All.Where(c => c.Status == status).Select(c => c.Name).Order(StringComparer.Ordinal)));
}
