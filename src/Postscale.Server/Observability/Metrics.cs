using Postscale.MailDns.Resolution;
using Postscale.Server.Records;
using Prometheus;

namespace Postscale.Server.Observability;

/// <summary>What the service counts, in Prometheus' form. Each service has a registry of its own, so that tests do not meet.</summary>
public sealed class Metrics
{
    private static readonly double[] RequestBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
    private static readonly double[] DnsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Counter _requests;
    private readonly Histogram _requestSeconds;
    private readonly Counter _verifications;
    private readonly Counter _records;
    private readonly Histogram _verificationSeconds;
    private readonly Counter _lookups;
    private readonly Histogram _lookupSeconds;
    private readonly Counter _attempts;
    private readonly Histogram _attemptSeconds;
    private readonly Counter _rechecks;
    private readonly Gauge _due;
    private readonly Gauge _behind;
    private readonly Gauge _checking;

    /// <summary>Declares them.</summary>
    public Metrics()
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        _requests = factory.CreateCounter("postscale_http_requests_total", "Requests answered, by method, route and status.", "method", "route", "status");
        _requestSeconds = factory.CreateHistogram(
            "postscale_http_request_duration_seconds", "Time from request to answer.", ["method", "route"], new HistogramConfiguration { Buckets = RequestBuckets });
        _verifications = factory.CreateCounter("postscale_verifications_total", "Verifications completed, by outcome: verified or failed.", "outcome");
        _records = factory.CreateCounter(
            "postscale_record_checks_total", "Looks at single records, by record and outcome: holds, missing, invalid, unreadable.", "record", "outcome");
        _verificationSeconds = factory.CreateHistogram(
            "postscale_verification_duration_seconds", "Time of a verification, look-ups and storage included.", new HistogramConfiguration { Buckets = DnsBuckets });
        _lookups = factory.CreateCounter(
            "postscale_dns_lookups_total", "DNS look-ups, by record type and outcome: found, no_data, no_such_name, temporary_failure.", "type", "outcome");
        _rechecks = factory.CreateCounter("postscale_rechecks_total", "Checks in the background, by outcome: done, or failed by a fault of ours.", "outcome");
        _due = factory.CreateGauge("postscale_recheck_due", "Domains whose next check is due, in the whole database, counted up to a million.");
        _behind = factory.CreateGauge("postscale_recheck_behind_seconds", "For how long the first of them has been due.");
        _checking = factory.CreateGauge("postscale_recheck_running", "Domains that this service is checking in the background.");
        _lookupSeconds = factory.CreateHistogram(
            "postscale_dns_lookup_duration_seconds", "Time of a DNS look-up, retries included, by outcome.", ["outcome"], new HistogramConfiguration { Buckets = DnsBuckets });
        _attempts = factory.CreateCounter("postscale_webhook_attempts_total", "Tries to deliver an event to a webhook, by outcome: delivered, failed, disabled.", "outcome");
        _attemptSeconds = factory.CreateHistogram(
            "postscale_webhook_attempt_duration_seconds", "Time of a try to deliver, look-up included.", new HistogramConfiguration { Buckets = DnsBuckets });
    }

    /// <summary>Counts a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="route">The route's pattern, never the path: paths are without number.</param>
    /// <param name="status">The status.</param>
    /// <param name="duration">How long it took.</param>
    public void Answered(string method, string route, int status, TimeSpan duration)
    {
        _requests.WithLabels(method, route, status.ToString(System.Globalization.CultureInfo.InvariantCulture)).Inc();
        _requestSeconds.WithLabels(method, route).Observe(duration.TotalSeconds);
    }

    /// <summary>Counts a verification.</summary>
    /// <param name="verified">What it came to.</param>
    /// <param name="findings">What its looks found.</param>
    /// <param name="duration">How long it took.</param>
    public void Verified(bool verified, IReadOnlyList<Finding> findings, TimeSpan duration)
    {
        _verifications.WithLabels(verified ? "verified" : "failed").Inc();
        _verificationSeconds.Observe(duration.TotalSeconds);
        foreach (var finding in findings)
        {
            _records.WithLabels(finding.Kind.Name, finding.Verdict.Name()).Inc();
        }
    }

    /// <summary>Counts a check in the background.</summary>
    /// <param name="isDone">Whether it came to an end.</param>
    public void Rechecked(bool isDone) => _rechecks.WithLabels(isDone ? "done" : "failed").Inc();

    /// <summary>Shows how far checks in the background are behind.</summary>
    /// <param name="due">How many domains are due.</param>
    /// <param name="behind">For how long the first of them has been.</param>
    /// <param name="running">How many are being checked here.</param>
    public void Backlog(long due, TimeSpan behind, int running)
    {
        _due.Set(due);
        _behind.Set(behind.TotalSeconds);
        _checking.Set(running);
    }

    /// <summary>Counts a DNS look-up.</summary>
    /// <param name="answer">Its answer.</param>
    public void LookedUp(DnsAnswer answer)
    {
        var outcome = answer.Outcome switch
        {
            DnsOutcome.Found => "found",
            DnsOutcome.NoData => "no_data",
            DnsOutcome.NoSuchName => "no_such_name",
            _ => "temporary_failure",
        };
        _lookups.WithLabels(answer.Type.ToString().ToUpperInvariant(), outcome).Inc();
        _lookupSeconds.WithLabels(outcome).Observe(answer.Duration.TotalSeconds);
    }

    /// <summary>Counts a try to deliver to a webhook.</summary>
    /// <param name="outcome">delivered, failed, or disabled where it was the last.</param>
    /// <param name="duration">How long it took.</param>
    public void Attempted(string outcome, TimeSpan duration)
    {
        _attempts.WithLabels(outcome).Inc();
        _attemptSeconds.Observe(duration.TotalSeconds);
    }

    /// <summary>Writes all in the text form of Prometheus, version 0.0.4.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WriteAsync(Stream stream, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(stream, cancellationToken);
}
