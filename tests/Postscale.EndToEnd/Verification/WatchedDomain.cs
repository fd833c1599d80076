using System.Globalization;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Verification;

/// <summary>A registered domain that is verified again and again; each time all that the API says of it is checked.</summary>
internal sealed class WatchedDomain(ApiClient api, PlatformZone platform, JsonObject created)
{
    private readonly string _path = $"/v1/domains/{(string)created["id"]!}";
    private string? _verifiedSince;

    public string Name { get; } = (string)created["domain"]!;

    public string Type { get; } = (string)created["type"]!;

    /// <summary>The records to publish, as <c>/dns</c> has them, by name.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> IssuedAsync()
    {
        var dns = (await api.GetAsync($"{_path}/dns")).Expect(200);
        return RecordNames.Of(Type).Zip(dns["records"]!.AsArray()).ToDictionary(p => p.First, p => p.Second!, StringComparer.Ordinal);
    }

    /// <summary>Verifies, and holds the answer, the domain and its records against what is expected.</summary>
    public async Task<JsonObject> VerifyAsync(Expectation expected)
    {
        var answer = (await api.PostAsync($"{_path}/verify")).Expect(200);
        CheckAnswer(expected, answer);
        var time = (string)answer["verified_at"]!;
        await CheckDomainAsync(expected, time);
        await CheckRecordsAsync(expected, answer);
        return answer;
    }

    private void CheckAnswer(Expectation expected, JsonObject answer)
    {
        Assert.Equal(expected.Summary, (string?)answer["summary"]);
        CheckFlags(expected, answer);
        var errors = answer.Where(p => p.Key.EndsWith("_error", StringComparison.Ordinal)).ToDictionary(p => p.Key, p => (string)p.Value!);
        Assert.Equal(Sorted(expected.Errors), Sorted(errors));
        Assert.Equal(expected.MxRecords, answer["mx_records"]?.AsArray().Select(h => (string)h!));
        Assert.Equal(expected.SpfRecord, (string?)answer["spf_record"]);
        Assert.Equal(expected.Warned, answer["warnings"]?.AsObject().Select(w => w.Key) ?? []);
        CheckReturnPath(expected, answer);
        CheckTime((string)answer["verified_at"]!);
    }

    private async Task CheckDomainAsync(Expectation expected, string checkedAt)
    {
        var domain = (await api.GetAsync(_path)).Expect(200);
        CheckFlags(expected, domain);
        Assert.Equal(expected.Holds("return_path"), (bool)domain["return_path_verified"]!);
        Assert.Equal(checkedAt, (string?)domain["last_dns_check"]);

        // It is the time at which the domain became verified, and stays while it is.
        _verifiedSince = expected.Verified ? _verifiedSince ?? checkedAt : null;
        Assert.Equal(_verifiedSince, (string?)domain["verified_at"]);
        Assert.Equal(expected.Verified && expected.Holds("dkim") && Type is ("outbound" or "both"), (bool)domain["can_send"]!);

        // An alias without a primary domain has nowhere to bring its mail.
        Assert.Equal(expected.Verified && Type is ("inbound" or "both"), (bool)domain["can_receive"]!);
    }

    private async Task CheckRecordsAsync(Expectation expected, JsonObject answer)
    {
        var dns = (await api.GetAsync($"{_path}/dns")).Expect(200);
        CheckFlags(expected, dns);
        CheckReturnPath(expected, dns);
        var names = RecordNames.Of(Type);
        Assert.Equal(
            names.Select(n => $"{n} {(expected.Holds(n) ? "verified" : n == "dmarc" ? "recommended" : "pending")}"),
            names.Zip(dns["records"]!.AsArray(), (n, r) => $"{n} {(string)r!["status"]!}"));
        Assert.Equal(
            names.Select(n => (string?)answer[$"{n}_error"]),
            dns["records"]!.AsArray().Select(r => (string?)r!["error"]));
    }

    private static void CheckFlags(Expectation expected, JsonObject body)
    {
        Assert.Equal(expected.Verified, (bool)body["verified"]!);
        Assert.Equal(
            RecordNames.All[..5].Where(expected.Holds),
            RecordNames.All[..5].Where(n => (bool)body[$"{n}_verified"]!));
    }

    private void CheckReturnPath(Expectation expected, JsonObject body)
    {
        if (Type is not ("outbound" or "both"))
        {
            Assert.DoesNotContain(body, p => p.Key is "return_path" or "return_path_verified" or "delayed_bounce_tracking_enabled");
            return;
        }

        var holds = expected.Holds("return_path");
        var wanted = new JsonObject
        {
            ["hostname"] = $"ps-bounces.{Name}",
            ["cname_target"] = platform.Bounces,
            ["verified"] = holds,
            ["required_for"] = "production_outbound",
            ["delayed_bounce_tracking_enabled"] = holds,
        };
        Assert.True(JsonNode.DeepEquals(wanted, body["return_path"]), $"{body["return_path"]} is not {wanted}");
        Assert.Equal(holds, (bool)body["return_path_verified"]!);
        Assert.Equal(holds, (bool)body["delayed_bounce_tracking_enabled"]!);
    }

    private static void CheckTime(string text)
    {
        var time = DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(TimeProvider.System.GetUtcNow() - time, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static IEnumerable<string> Sorted(Dictionary<string, string> errors) =>
        errors.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}: {e.Value}");
}
