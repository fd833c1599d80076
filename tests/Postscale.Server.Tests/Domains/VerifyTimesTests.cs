using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class VerifyTimesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00.5Z", CultureInfo.InvariantCulture));
    private TestService _service = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(time: _time);
        _client = await _service.ClientAsync();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Times_follow_checks_and_changes()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await IsAsync("10:30:00", "null", "null");

        Tick(); // 10:31, a check that finds nothing changes nothing but its own time
        Assert.Equal("2026-01-18T10:31:00Z", (await _client.VerifyAsync(id)).Text("verified_at"));
        await IsAsync("10:30:00", "10:31:00", "null");

        Tick(); // 10:32, a flag changes
        await _service.PublishAsync(_client, id, "ownership");
        await _client.VerifyAsync(id);
        await IsAsync("10:32:00", "10:32:00", "null");

        Tick(); // 10:33, verified
        await _service.PublishAsync(_client, id, "Inbound", "SPF");
        await _client.VerifyAsync(id);
        await IsAsync("10:33:00", "10:33:00", "10:33:00");

        Tick(); // 10:34, still verified: since when, does not move
        Assert.Equal("2026-01-18T10:34:00Z", (await _client.VerifyAsync(id)).Text("verified_at"));
        await IsAsync("10:33:00", "10:34:00", "10:33:00");

        Tick(); // 10:35, lost
        _service.Zone.Remove("_postscale.example.com");
        Assert.Equal("2026-01-18T10:35:00Z", (await _client.VerifyAsync(id)).Text("verified_at"));
        await IsAsync("10:35:00", "10:35:00", "null");

        Tick(); // 10:36, verified anew
        await _service.PublishAsync(_client, id, "ownership");
        await _client.VerifyAsync(id);
        await IsAsync("10:36:00", "10:36:00", "10:36:00");

        async Task IsAsync(string updated, string check, string verified)
        {
            var json = await _client.ReadAsync(id);
            Assert.Equal(("10:30:00", updated, check, verified), (Of("created_at"), Of("updated_at"), Of("last_dns_check"), Of("verified_at")));
            string Of(string name) => json.Time(name)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "null";
        }
    }

    [Fact]
    public async Task A_failure_of_dns_keeps_every_flag_and_says_so()
    {
        var before = await _service.VerifiedAsync(_client, "example.com", "both");
        await _service.PublishAsync(_client, before.Id());
        Tick();
        foreach (var failure in (DnsFailure[])[DnsFailure.ServerFailure, DnsFailure.Refused, DnsFailure.Timeout])
        {
            foreach (var name in (string[])["_postscale.example.com", "example.com", "postscale1._domainkey.example.com", "_dmarc.example.com", "ps-bounces.example.com"])
            {
                _service.Zone.Fail(name, failure);
            }

            var json = await _client.VerifyAsync(before.Id());
            Assert.True(json.Truth("verified"));
            Assert.Equal("ownership mx spf dkim dmarc", json.Flags());
            Assert.True(json.Truth("return_path_verified"));
            foreach (var error in (string[])["ownership_error", "mx_error", "spf_error", "dkim_error", "dmarc_error", "return_path_error"])
            {
                Assert.Contains("DNS could not be read", json.Text(error), StringComparison.Ordinal);
                Assert.Contains("the last result stands", json.Text(error), StringComparison.Ordinal);
            }

            Assert.StartsWith("Domain verified.", json.Text("summary"), StringComparison.Ordinal);
            Assert.Contains("could not be read", json.Text("summary"), StringComparison.Ordinal);
            Assert.False(json.Has("mx_records") || json.Has("spf_record"));
        }

        // Nothing could be read: no check has been completed.
        Assert.Equal(before.ToString(), (await _client.ReadAsync(before.Id())).ToString());
        var records = (await _client.RecordsAsync(before.Id())).GetProperty("records").EnumerateArray();
        Assert.All(records, r => Assert.Equal("verified", r.Text("status")));
    }

    [Fact]
    public async Task A_failure_of_dns_is_no_proof_either()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(_client, id);
        _service.Zone.Fail("_postscale.example.com").Fail("example.com", type: RecordType.MX);
        var json = await _client.VerifyAsync(id);
        Assert.False(json.Truth("verified"));
        Assert.Equal("spf dkim dmarc", json.Flags());
        Assert.Contains("DNS could not be read", json.Text("mx_error"), StringComparison.Ordinal);
        Assert.DoesNotContain("missing", json.Text("summary"), StringComparison.Ordinal);
        Assert.NotNull((await _client.ReadAsync(id)).Time("last_dns_check"));
    }

    [Fact]
    public async Task A_check_ends_at_its_bound_and_what_was_not_answered_stands()
    {
        var before = await _service.VerifiedAsync(_client, "example.com", "both");
        // The last record to be asked for: the others have been answered when it waits.
        using var gate = _service.Gate.Close(name => name.Text.StartsWith("ps-bounces.", StringComparison.Ordinal));
        _service.Zone.Remove("_dmarc.example.com");
        var running = _client.VerifyAsync(before.Id());
        await gate.ReachedAsync();
        _time.Advance(new PostscaleOptions().VerifyTimeout);
        var json = await running;
        Assert.Equal("ownership mx spf dkim", json.Flags());
        Assert.Contains("no answer within 10 s", json.Text("return_path_error"), StringComparison.Ordinal);
        Assert.True(json.Truth("return_path_verified"));
        Assert.Equal("DMARC record not found for _dmarc.example.com", json.Text("dmarc_error"));
    }

    [Fact]
    public async Task Verified_at_is_null_until_the_first_success()
    {
        var id = (await _client.CreateAsync("example.com")).Id();
        await _client.VerifyAsync(id);
        Assert.Equal(JsonValueKind.Null, (await _client.ReadAsync(id)).Kind("verified_at"));
        Assert.Equal(JsonValueKind.String, (await _client.ReadAsync(id)).Kind("last_dns_check"));
    }

    private void Tick() => _time.Advance(TimeSpan.FromMinutes(1));
}
