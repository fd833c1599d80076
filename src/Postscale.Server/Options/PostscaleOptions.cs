using System.Net;
using Postscale.Server.Publishing;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Options;

/// <summary>All that the service can be told. <see cref="OptionsReader"/> makes it from command line, environment and file.</summary>
public sealed record PostscaleOptions
{
    /// <summary>Where the API listens.</summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>The database, as <c>sqlite:PATH</c> or <c>postgres://user:pass@host/db</c>.</summary>
    public string Database { get; init; } = "sqlite:postscale.db";

    /// <summary>How many connections to keep to PostgreSQL at most.</summary>
    public int DatabaseConnections { get; init; } = Storage.Database.DefaultConnections;

    /// <summary>What is done about a database whose schema is older than the program.</summary>
    public Storage.SchemaHandling Schema { get; init; } = Storage.SchemaHandling.Migrate;

    /// <summary>The same, for who has no use for an empty database.</summary>
    public Storage.SchemaHandling SchemaIfExists => Schema == Storage.SchemaHandling.Migrate ? Storage.SchemaHandling.MigrateExisting : Schema;

    /// <summary>The recursive resolvers to ask; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> Dns { get; init; } = [];

    /// <summary>How many of <see cref="Dns"/> must give the same answer; 0 asks one after the other until one answers.</summary>
    public int DnsAgree { get; init; }

    /// <summary>Whom to ask.</summary>
    public DnsMode DnsMode { get; init; }

    /// <summary>How many queries may be under way to one recursive resolver.</summary>
    public int DnsOutstanding { get; init; } = 1024;

    /// <summary>How many queries may be under way to one name server in authoritative mode.</summary>
    public int DnsOutstandingAuthoritative { get; init; } = 32;

    /// <summary>Whether authoritative mode may ask name servers at loopback, private and other special addresses.</summary>
    public bool AllowPrivateNameServers { get; init; }

    /// <summary>Verify calls a minute for each account; 0 for no limit.</summary>
    public int VerifyBudget { get; init; } = 120;

    /// <summary>Requests a minute for each key; 0 for no limit.</summary>
    public int RateLimit { get; init; } = 6000;

    /// <summary>Verifications an hour that may fail for each account; 0 for no limit.</summary>
    public int VerifyFailureBudget { get; init; } = 1200;

    /// <summary>Requests a minute without a valid key for each address; 0 for no limit.</summary>
    public int AddressLimit { get; init; } = 6000;

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The platform's own names.</summary>
    public Platform Platform { get; init; } = Platform.Default;

    /// <summary>Whether <c>serve</c> looks, once it listens, whether the platform's own records are published.</summary>
    public bool PlatformCheck { get; init; } = true;

    /// <summary>Whether the dashboard is served.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>Whether the private section of the Public Suffix List is refused too.</summary>
    public bool RefusePrivateSuffixes { get; init; } = true;

    /// <summary>The largest request body, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024;

    /// <summary>All request headers together, in bytes.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>The bound on all look-ups of one verification.</summary>
    public TimeSpan VerifyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many checks that changed something are kept of each domain; 0 for none.</summary>
    public int CheckHistory { get; init; } = 500;

    /// <summary>When domains are looked at again without anybody asking.</summary>
    public RecheckOptions Recheck { get; init; } = new();

    /// <summary>How long events are kept.</summary>
    public TimeSpan EventLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long entries of the audit log are kept; null: for ever.</summary>
    public TimeSpan? AuditLifetime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The bound on requests under way when the service is told to stop.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long an idempotency key is remembered.</summary>
    public TimeSpan IdempotencyLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an accepted key is trusted without a look into the database; revoking takes at most this long.</summary>
    public TimeSpan KeyCacheLifetime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether webhooks may lead to loopback, private and other special addresses, also over plain HTTP.</summary>
    public bool WebhookAllowPrivate { get; init; }

    /// <summary>Whether the URL of a webhook may begin with <c>http://</c>.</summary>
    public bool WebhookAllowHttp { get; init; }

    /// <summary>The largest <see cref="WebhookTimeout"/> that can be set, in seconds.</summary>
    public const int WebhookTimeoutMost = 30;

    /// <summary>The bound on one try to deliver to a webhook, its look-up included.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of a webhook's answer is read, in bytes.</summary>
    public int WebhookMaxAnswer { get; init; } = 16 * 1024;

    /// <summary>How many webhooks are delivered to at the same time.</summary>
    public int WebhookConcurrency { get; init; } = 16;

    /// <summary>How many of them may be of one account.</summary>
    public int WebhookAccountConcurrency { get; init; } = 8;

    /// <summary>How many webhooks an account may have in an environment.</summary>
    public int WebhookMax { get; init; } = 20;

    /// <summary>How long deliveries that have ended are kept.</summary>
    public TimeSpan WebhookHistory { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The waits between tries to deliver to a webhook that fails; the last one holds from there on.</summary>
    public IReadOnlyList<TimeSpan> WebhookWaits { get; init; } = RetrySchedule.Default;

    /// <summary>How long a webhook may fail before it is disabled.</summary>
    public TimeSpan WebhookPatience { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often webhooks that are due are looked for, beside after each change.</summary>
    public TimeSpan WebhookPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether publishing may connect to loopback, private and other special addresses, also over plain HTTP.</summary>
    public bool PublishAllowPrivate { get; init; }

    /// <summary>The API of Cloudflare, with a slash at its end.</summary>
    public Uri PublishCloudflareUrl { get; init; } = new("https://api.cloudflare.com/client/v4/");

    /// <summary>The key that signs Domain Connect links; null: there are none.</summary>
    public SigningKey? DomainConnectKey { get; init; }

    /// <summary>The label below the platform's domain at which the key's public half is published.</summary>
    public string DomainConnectLabel { get; init; } = "_dck1";

    /// <summary>The coarsest level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
