using System.Globalization;
using System.Text.RegularExpressions;
using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed partial class MetricsTests : IAsyncLifetime
{
    private readonly TestService _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_text_is_prometheus_and_counters_move()
    {
        var client = await _service.ClientAsync();
        var id = (await client.CreateAsync("counted.example", "both")).Id();
        var before = await ReadAsync();

        await client.ReadAsync(id);
        await client.ReadAsync("counted.example");
        await client.GetAsync("/v1/domains/no.example");
        await _service.Nobody.GetAsync("/v1/domains");
        await _service.Nobody.GetAsync("/nothing");
        await _service.Nobody.SendAsync(new HttpMethod("MADEUP"), "/nothing", null);
        await client.VerifyAsync(id);
        await _service.PublishAsync(client, id);
        _service.Zone.Fail("_dmarc.counted.example");
        await client.VerifyAsync(id);

        var after = await ReadAsync();
        Moved(2, """postscale_http_requests_total{method="GET",route="/v1/domains/{id}",status="200"}""");
        Moved(1, """postscale_http_requests_total{method="GET",route="/v1/domains/{id}",status="404"}""");
        Moved(1, """postscale_http_requests_total{method="GET",route="/v1/domains",status="401"}""");
        Moved(1, """postscale_http_requests_total{method="GET",route="unknown",status="404"}""");
        Moved(1, """postscale_http_requests_total{method="other",route="unknown",status="404"}""");
        Moved(2, """postscale_http_requests_total{method="POST",route="/v1/domains/{id}/verify",status="200"}""");
        Moved(2, """postscale_http_request_duration_seconds_count{method="POST",route="/v1/domains/{id}/verify"}""");
        Moved(1, """postscale_verifications_total{outcome="failed"}""");
        Moved(1, """postscale_verifications_total{outcome="verified"}""");
        Moved(2, "postscale_verification_duration_seconds_count");
        Moved(1, """postscale_record_checks_total{record="mx",outcome="missing"}""");
        Moved(1, """postscale_record_checks_total{record="mx",outcome="holds"}""");
        Moved(1, """postscale_record_checks_total{record="dmarc",outcome="unreadable"}""");
        Assert.True(Of(after, """postscale_dns_lookups_total{type="MX",outcome="found"}""") >= 1);
        Assert.True(Of(after, """postscale_dns_lookups_total{type="TXT",outcome="no_such_name"}""") >= 1);
        Assert.True(Of(after, """postscale_dns_lookups_total{type="TXT",outcome="temporary_failure"}""") >= 1);
        Assert.Equal(_service.Zone.Asked.Count, after.Where(s => s.Key.StartsWith("postscale_dns_lookups_total", StringComparison.Ordinal)).Sum(s => s.Value));

        void Moved(double by, string series) => Assert.True(by == Of(after, series) - Of(before, series), $"{series}: {Of(before, series)} → {Of(after, series)}");
    }

    [Fact]
    public async Task No_label_carries_what_clients_or_dns_choose()
    {
        var client = await _service.ClientAsync("secret-account");
        await _service.VerifiedAsync(client, "secret-name.example", "both");
        foreach (var path in (string[])["/v1/domains/secret-name.example/secret-path", "/secret-path", "/v1/domains?q=secret-query"])
        {
            await client.GetAsync(path, ("X-Request-ID", "secret-id"), ("User-Agent", "secret-agent"));
        }

        _service.Zone.Fail("secret-name.example", DnsFailure.Timeout);
        await client.VerifyAsync("secret-name.example");
        var text = (await _service.Nobody.GetAsync("/metrics")).Text;
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ps_live", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }

    private static double Of(Dictionary<string, double> samples, string series) => samples.GetValueOrDefault(series);

    /// <summary>Reads the text strictly: help and type before the samples of a family, no sample twice.</summary>
    private async Task<Dictionary<string, double>> ReadAsync()
    {
        var answer = await _service.Nobody.GetAsync("/metrics");
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/plain; version=0.0.4", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
        var types = new Dictionary<string, string>();
        var samples = new Dictionary<string, double>();
        foreach (var line in answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                types.Add(parts[2], parts[3]);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var match = Sample().Match(line);
                Assert.True(match.Success, line);
                var family = match.Groups["name"].Value;
                Assert.Contains(types.Keys, t => family == t || (types[t] == "histogram" && family.StartsWith(t, StringComparison.Ordinal)));
                samples.Add(match.Groups["series"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
            }
        }

        return samples;
    }

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})?) (?<value>[-+0-9.eE]+|NaN|\+Inf)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();
}
