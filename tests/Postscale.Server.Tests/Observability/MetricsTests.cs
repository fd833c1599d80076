using System.Text;
using Postscale.MailDns.Resolution;
using Postscale.Server.Observability;
using Postscale.Server.Tests.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Observability;

public sealed class MetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_method_route_and_status()
    {
        var metrics = new Metrics();
        metrics.Answered("GET", "/v1/domains/{id}", 200, TimeSpan.FromMilliseconds(3));
        metrics.Answered("GET", "/v1/domains/{id}", 200, TimeSpan.FromMilliseconds(30));
        metrics.Answered("GET", "/v1/domains/{id}", 404, TimeSpan.Zero);
        var text = await WriteAsync(metrics);
        Assert.Contains("postscale_http_requests_total{method=\"GET\",route=\"/v1/domains/{id}\",status=\"200\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("postscale_http_requests_total{method=\"GET\",route=\"/v1/domains/{id}\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("postscale_http_request_duration_seconds_bucket{method=\"GET\",route=\"/v1/domains/{id}\",le=\"0.005\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("postscale_http_request_duration_seconds_count{method=\"GET\",route=\"/v1/domains/{id}\"} 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifications_are_counted_by_outcome_and_their_records_by_verdict()
    {
        var metrics = new Metrics();
        metrics.Verified(true, Worlds.Of("HMIUHH"), TimeSpan.FromMilliseconds(40));
        metrics.Verified(false, Worlds.Of("MMMMMM"), TimeSpan.FromMilliseconds(40));
        var text = await WriteAsync(metrics);
        Assert.Contains("postscale_verifications_total{outcome=\"verified\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("postscale_verifications_total{outcome=\"failed\"} 1\n", text, StringComparison.Ordinal);
        foreach (var line in new[] { "ownership\",outcome=\"holds\"} 1", "mx\",outcome=\"missing\"} 2", "spf\",outcome=\"invalid\"} 1", "dkim\",outcome=\"unreadable\"} 1" })
        {
            Assert.Contains($"postscale_record_checks_total{{record=\"{line}\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Look_ups_are_counted_by_type_and_outcome_and_answered_as_they_are()
    {
        var metrics = new Metrics();
        var zone = new ZoneResolver().Txt("a.example", "x").Fail("b.example");
        var dns = new CountingResolver(zone, metrics);
        Assert.Equal(DnsOutcome.Found, (await dns.ResolveAsync(DnsName.Parse("a.example"), RecordType.Txt, Token)).Outcome);
        Assert.Equal(DnsOutcome.NoData, (await dns.ResolveAsync(DnsName.Parse("a.example"), RecordType.MX, Token)).Outcome);
        await dns.ResolveAsync(DnsName.Parse("c.example"), RecordType.A, Token);
        await dns.ResolveAsync(DnsName.Parse("b.example"), RecordType.Cname, Token);
        var text = await WriteAsync(metrics);
        foreach (var line in new[] { "TXT\",outcome=\"found", "MX\",outcome=\"no_data", "A\",outcome=\"no_such_name", "CNAME\",outcome=\"temporary_failure" })
        {
            Assert.Contains($"postscale_dns_lookups_total{{type=\"{line}\"}} 1\n", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("example", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_has_its_type_and_meaning_and_two_services_do_not_meet()
    {
        var (metrics, other) = (new Metrics(), new Metrics());
        metrics.Verified(true, [], TimeSpan.Zero);
        Assert.DoesNotContain("postscale_verifications_total{", await WriteAsync(other), StringComparison.Ordinal);
        var lines = (await WriteAsync(metrics)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in lines.Where(l => l.StartsWith("# HELP ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]))
        {
            Assert.StartsWith("postscale_", name, StringComparison.Ordinal);
            Assert.Matches("(_total|_seconds|_due|_running)$", name);
        }

        Assert.Equal(13, lines.Count(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)));
    }

    private static async Task<string> WriteAsync(Metrics metrics)
    {
        using var stream = new MemoryStream();
        await metrics.WriteAsync(stream, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
