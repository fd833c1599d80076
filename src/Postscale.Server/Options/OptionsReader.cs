using System.Globalization;
using System.Net;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Publishing;
using Postscale.Server.Storage;

namespace Postscale.Server.Options;

/// <summary>
/// Makes <see cref="PostscaleOptions"/> of what was given: an option beats its environment variable, which beats its key in
/// the file. The setting <c>verify-budget</c> is the option <c>--verify-budget</c>, the variable <c>POSTSCALE_VERIFY_BUDGET</c>
/// and the key <c>"verify_budget"</c>.
/// </summary>
public sealed class OptionsReader
{
    private const string PlatformPrefix = "platform.";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];

    private OptionsReader()
    {
    }

    /// <summary>Every setting that is no platform name, with what it means.</summary>
    public static IReadOnlyList<Setting> Settings { get; } =
    [
        new("listen", "URL", "where the API listens", "http://127.0.0.1:8080"),
        new("database", "URL", "sqlite:PATH, or postgres://user:pass@host/db", "sqlite:postscale.db"),
        new("database-connections", "N", "how many connections to keep to PostgreSQL at most, 2 to 400", "16"),
        new("migrate", "SWITCH", "on or off: whether the schema of an older database is brought up to date, or refused until 'postscale migrate' has run", "on"),
        new("dns", "HOST[:PORT]", "a recursive resolver to ask; may be given several times", "the system's", IsRepeatable: true),
        new("dns-agree", "N", "how many of the resolvers must give the same answer, asked all at once; 0: the first that answers", "0"),
        new("dns-mode", "MODE", "recursive, or authoritative: ask the domain's own name servers, past every cache", "recursive"),
        new("dns-outstanding", "N", "queries under way at once to one recursive resolver, 1 to 65536; further ones wait", "1024"),
        new("dns-outstanding-authoritative", "N", "queries under way at once to one name server in authoritative mode, 1 to 65536; further ones wait", "32"),
        new("allow-private-name-servers", "BOOL", "whether authoritative mode may ask name servers at loopback, private and other special addresses", "false"),
        new("verify-budget", "N", "verify calls and publications a minute for each account; 0: no limit", "120"),
        new("verify-failure-budget", "N", "verifications an hour that may fail for each account; 0: no limit. Unless it is given, ten times verify-budget if that is more, and no limit if that has none", "1200"),
        new("rate-limit", "N", "requests a minute for each key; 0: no limit", "6000"),
        new("address-limit", "N", "requests a minute without a valid key for each address; 0: no limit. Unless it is given, as rate-limit", "6000"),
        new("trusted-proxies", "CIDR", "a network whose X-Forwarded-For is believed; may be given several times", "none", IsRepeatable: true),
        new("verify-timeout", "SECONDS", "the bound on all look-ups of one verification, 1 to 60", "10"),
        new("check-history", "N", "how many checks that changed something are kept of each domain, 0 to 100000", "500"),
        new("recheck", "SWITCH", "on or off: whether this service looks at domains again without being asked", "on"),
        new("recheck-verified", "SECONDS", "how long after the last look a verified domain is looked at again, 1 to 604800", "21600"),
        new("recheck-pending", "SECONDS", "how long after its registration a domain is first looked at; the time between looks then doubles, 1 to 86400", "60"),
        new("recheck-pending-most", "SECONDS", "what the doubling ends at, 1 to 604800", "3600"),
        new("recheck-pending-hours", "HOURS", "how long a domain is waited for like that, 0 to 8760", "72"),
        new("recheck-afterwards", "SECONDS", "how often it is looked at afterwards, 1 to 2592000", "86400"),
        new("recheck-failures", "N", "how many looks in a row must find a verified domain's records gone before it is verified no longer, 1 to 1000", "3"),
        new("recheck-failing-hours", "HOURS", "for how long they must have been gone, 0 to 720", "24"),
        new("recheck-concurrency", "N", "how many domains are looked at at the same time, 1 to 10000", "256"),
        new("recheck-account-concurrency", "N", "how many of them may be of one account, 1 to 10000", "64"),
        new("event-days", "DAYS", "how long events are kept, 1 to 3650", "30"),
        new("audit-days", "DAYS", "how long entries of the audit log are kept, 1 to 36500; 0: for ever", "365"),
        new("private-suffixes", "WHAT", "refuse or allow names of the private section of the Public Suffix List", "refuse"),
        new("max-body", "BYTES", "the largest request body, 1024 to 1048576", "65536"),
        new("max-headers", "BYTES", "all request headers together, 4096 to 1048576", "32768"),
        new("idempotency-hours", "HOURS", "how long an Idempotency-Key is remembered, 1 to 720", "24"),
        new("shutdown-timeout", "SECONDS", "how long requests under way may take to finish on SIGTERM, 1 to 60", "8"),
        new("platform-check", "SWITCH", "on or off: whether 'serve' looks, once it listens, whether the platform's own records are published, and warns of what is missing", "on"),
        new("dashboard", "SWITCH", "on or off: whether the dashboard is served at /", "on"),
        new("webhook-allow-private", "BOOL", "whether webhooks may lead to loopback, private and other special addresses, also over plain HTTP", "false"),
        new("webhook-allow-http", "BOOL", "whether the URLs of webhooks may begin with http://", "false"),
        new("webhook-timeout", "SECONDS", "the bound on one try to deliver to a webhook, 1 to 30", "10"),
        new("webhook-max-answer", "BYTES", "how much of a webhook's answer is read, 0 to 1048576", "16384"),
        new("webhook-concurrency", "N", "how many webhooks are delivered to at the same time, 0 to 1000; 0: this process delivers none", "16"),
        new("webhook-account-concurrency", "N", "how many of them may be of one account, 1 to 1000. Unless it is given, half of them, at least 1", "8"),
        new("webhook-max", "N", "how many webhooks an account may have in each environment, 0 to 1000", "20"),
        new("webhook-history-days", "DAYS", "how long deliveries that have ended are kept, 1 to 3650", "30"),
        new("publish-allow-private", "BOOL", "whether publishing may connect to name servers and APIs at loopback, private and other special addresses, also over plain HTTP", "false"),
        new("publish-cloudflare-url", "URL", "the API of Cloudflare that is spoken to", "https://api.cloudflare.com/client/v4"),
        new("domain-connect-key", "FILE", "the RSA private key (PEM) that signs Domain Connect links; none: there are no such links", "none"),
        new("domain-connect-label", "LABEL", "the label below the platform's domain at which the key's public half is published", "_dck1"),
        new("log-level", "LEVEL", "debug, info, warning or error", "info"),
    ];

    /// <summary>Reads the options.</summary>
    /// <param name="options">The command line: setting and values, <c>platform</c> as KEY=VALUE.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="file">The text of <c>postscale.json</c>, or null.</param>
    /// <param name="errors">What is wrong, a sentence each; empty if all is well.</param>
    public static PostscaleOptions Read(
        IReadOnlyDictionary<string, IReadOnlyList<string>> options, IReadOnlyDictionary<string, string> environment, string? file, out IReadOnlyList<string> errors)
    {
        var reader = new OptionsReader();
        reader.TakeFile(file);
        reader.TakeEnvironment(environment);
        reader.TakeOptions(options);
        var result = reader.Make();
        errors = reader._errors;
        return result;
    }

    private void TakeFile(string? file)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                TakeProperty(property);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            _errors.Add($"the settings file is not one JSON object: {e.Message}");
        }
    }

    private void TakeProperty(JsonProperty property)
    {
        var name = property.Name.Replace('_', '-');
        if (name == "platform" && property.Value.ValueKind == JsonValueKind.Object)
        {
            foreach (var key in property.Value.EnumerateObject())
            {
                _values[PlatformPrefix + key.Name.Replace('_', '-')] = key.Value.ToString();
            }
        }
        else if (Settings.Any(s => s.Name == name))
        {
            _values[name] = property.Value.ValueKind == JsonValueKind.Array
                ? string.Join(',', property.Value.EnumerateArray().Select(v => v.ToString()))
                : property.Value.ToString();
        }
        else
        {
            _errors.Add($"the settings file has an unknown key '{property.Name}'");
        }
    }

    private void TakeEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var setting in Settings)
        {
            if (environment.TryGetValue(setting.Variable, out var value) && value.Length > 0)
            {
                _values[setting.Name] = value;
            }
        }

        foreach (var key in Platform.Keys)
        {
            if (environment.TryGetValue($"POSTSCALE_PLATFORM_{key.ToUpperInvariant().Replace('-', '_')}", out var value) && value.Length > 0)
            {
                _values[PlatformPrefix + key] = value;
            }
        }
    }

    private void TakeOptions(IReadOnlyDictionary<string, IReadOnlyList<string>> options)
    {
        foreach (var (name, values) in options)
        {
            if (name != "platform")
            {
                _values[name] = string.Join(',', values);
                continue;
            }

            foreach (var value in values)
            {
                if (value.Split('=', 2) is [var key, var text] && key.Length > 0)
                {
                    _values[PlatformPrefix + key.ToLowerInvariant()] = text;
                }
                else
                {
                    _errors.Add($"--platform takes KEY=VALUE, not '{value}'");
                }
            }
        }
    }

    private PostscaleOptions Make()
    {
        var defaults = new PostscaleOptions();
        var platform = _values.Where(v => v.Key.StartsWith(PlatformPrefix, StringComparison.Ordinal)).ToDictionary(v => v.Key[PlatformPrefix.Length..], v => v.Value);
        if (!Platform.TryCreate(platform, out var names, out var problem))
        {
            _errors.Add(problem!);
        }

        var dns = Dns();
        var verifyBudget = Number("verify-budget", defaults.VerifyBudget, 0, 1_000_000_000);
        var rateLimit = Number("rate-limit", defaults.RateLimit, 0, 1_000_000_000);
        var webhooks = Number("webhook-concurrency", defaults.WebhookConcurrency, 0, 1000);
        return defaults with
        {
            Listen = Listen(defaults.Listen),
            Database = Text("database", defaults.Database),
            DatabaseConnections = Number("database-connections", defaults.DatabaseConnections, 2, 400),
            Schema = OneOf("migrate", ("on", SchemaHandling.Migrate), ("off", SchemaHandling.Require)),
            Dns = dns,
            DnsAgree = Agree(dns.Count),
            DnsMode = OneOf("dns-mode", ("recursive", DnsMode.Recursive), ("authoritative", DnsMode.Authoritative)),
            DnsOutstanding = Number("dns-outstanding", defaults.DnsOutstanding, 1, 65_536),
            DnsOutstandingAuthoritative = Number("dns-outstanding-authoritative", defaults.DnsOutstandingAuthoritative, 1, 65_536),
            AllowPrivateNameServers = OneOf("allow-private-name-servers", ("false", false), ("true", true)),
            VerifyBudget = verifyBudget,
            VerifyFailureBudget = Number("verify-failure-budget", FailureBudget(verifyBudget, defaults.VerifyFailureBudget), 0, 1_000_000_000),
            AddressLimit = Number("address-limit", rateLimit, 0, 1_000_000_000),
            TrustedProxies = Proxies() is { Count: > 0 } proxies ? proxies : defaults.TrustedProxies,
            RateLimit = rateLimit,
            VerifyTimeout = TimeSpan.FromSeconds(Number("verify-timeout", 10, 1, 60)),
            CheckHistory = Number("check-history", defaults.CheckHistory, 0, 100_000),
            Recheck = Recheck(defaults.Recheck),
            EventLifetime = TimeSpan.FromDays(Number("event-days", 30, 1, 3650)),
            AuditLifetime = Number("audit-days", 365, 0, 36_500) is > 0 and var days ? TimeSpan.FromDays(days) : null,
            RefusePrivateSuffixes = OneOf("private-suffixes", ("refuse", true), ("allow", false)),
            MaxBodyBytes = Number("max-body", defaults.MaxBodyBytes, 1024, 1 << 20),
            MaxHeaderBytes = Number("max-headers", defaults.MaxHeaderBytes, 4096, 1 << 20),
            IdempotencyLifetime = TimeSpan.FromHours(Number("idempotency-hours", 24, 1, 720)),
            ShutdownTimeout = TimeSpan.FromSeconds(Number("shutdown-timeout", 8, 1, 60)),
            PlatformCheck = OneOf("platform-check", ("on", true), ("off", false)),
            Dashboard = OneOf("dashboard", ("on", true), ("off", false)),
            WebhookAllowPrivate = OneOf("webhook-allow-private", ("false", false), ("true", true)),
            WebhookAllowHttp = OneOf("webhook-allow-http", ("false", false), ("true", true)),
            WebhookTimeout = TimeSpan.FromSeconds(Number("webhook-timeout", 10, 1, PostscaleOptions.WebhookTimeoutMost)),
            WebhookMaxAnswer = Number("webhook-max-answer", defaults.WebhookMaxAnswer, 0, 1 << 20),
            WebhookConcurrency = webhooks,
            WebhookAccountConcurrency = Number("webhook-account-concurrency", Math.Max(1, webhooks / 2), 1, 1000),
            WebhookMax = Number("webhook-max", defaults.WebhookMax, 0, 1000),
            WebhookHistory = TimeSpan.FromDays(Number("webhook-history-days", 30, 1, 3650)),
            PublishAllowPrivate = OneOf("publish-allow-private", ("false", false), ("true", true)),
            PublishCloudflareUrl = Cloudflare(defaults.PublishCloudflareUrl),
            DomainConnectKey = Key(),
            DomainConnectLabel = Label("domain-connect-label", defaults.DomainConnectLabel),
            LogLevel = OneOf("log-level", ("info", LogLevel.Information), ("debug", LogLevel.Debug), ("warning", LogLevel.Warning), ("error", LogLevel.Error)),
            Platform = names ?? Platform.Default,
        };
    }

    private RecheckOptions Recheck(RecheckOptions defaults) => new()
    {
        IsOn = OneOf("recheck", ("on", true), ("off", false)),
        Verified = Seconds("recheck-verified", defaults.Verified, 604_800),
        PendingFirst = Seconds("recheck-pending", defaults.PendingFirst, 86_400),
        PendingMost = Seconds("recheck-pending-most", defaults.PendingMost, 604_800),
        PendingFor = TimeSpan.FromHours(Number("recheck-pending-hours", (int)defaults.PendingFor.TotalHours, 0, 8760)),
        Afterwards = Seconds("recheck-afterwards", defaults.Afterwards, 2_592_000),
        Failures = Number("recheck-failures", defaults.Failures, 1, 1000),
        FailingFor = TimeSpan.FromHours(Number("recheck-failing-hours", (int)defaults.FailingFor.TotalHours, 0, 720)),
        Concurrency = Number("recheck-concurrency", defaults.Concurrency, 1, 10_000),
        AccountConcurrency = Number("recheck-account-concurrency", defaults.AccountConcurrency, 1, 10_000),
    };

    private TimeSpan Seconds(string name, TimeSpan fallback, int most) => TimeSpan.FromSeconds(Number(name, (int)fallback.TotalSeconds, 1, most));

    /// <summary>Who lifts or widens the budget of all verifications means those that fail, too, unless they are named.</summary>
    private static int FailureBudget(int verifyBudget, int least) => verifyBudget == 0 ? 0 : (int)Math.Max(least, Math.Min(10L * verifyBudget, 1_000_000_000));

    private Uri Listen(Uri fallback)
    {
        var text = Text("listen", fallback.ToString());
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/" && url.Query.Length == 0
            && (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || (url.IsLoopback && url.Port != 0)))
        {
            return url;
        }

        _errors.Add($"the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not '{text}'");
        return fallback;
    }

    private Uri Cloudflare(Uri fallback)
    {
        var text = Text("publish-cloudflare-url", fallback.ToString());
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Query.Length == 0 && url.UserInfo.Length == 0)
        {
            return url;
        }

        _errors.Add($"the setting 'publish-cloudflare-url' takes a URL such as {fallback}, not '{text}'");
        return fallback;
    }

    private SigningKey? Key()
    {
        var path = Text("domain-connect-key", "none");
        if (path == "none")
        {
            return null;
        }

        if (SigningKey.TryRead(path, out var key, out var error))
        {
            return key;
        }

        _errors.Add($"the setting 'domain-connect-key' names the file '{path}': {error}");
        return null;
    }

    private string Label(string name, string fallback)
    {
        var text = Text(name, fallback);
        if (text.Length <= DnsName.MaxLabelLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return text.ToLowerInvariant();
        }

        _errors.Add($"the setting '{name}' takes one DNS label of letters, digits, hyphens and underscores, not '{text}'");
        return fallback;
    }

    private List<IPEndPoint> Dns()
    {
        var servers = new List<IPEndPoint>();
        foreach (var text in Text("dns", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ResolverEndpoint.TryParse(text, out var server, out var error) || ResolverByName.TryFind(text, out server))
            {
                servers.Add(server);
            }
            else
            {
                _errors.Add($"the setting 'dns' takes HOST[:PORT], an address or the name of a host that is found: {error}");
            }
        }

        return servers;
    }

    private List<IPNetwork> Proxies()
    {
        var networks = new List<IPNetwork>();
        foreach (var text in Text("trusted-proxies", "none").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(t => t != "none"))
        {
            if (IPNetwork.TryParse(text.Contains('/') ? text : $"{text}/{(text.Contains(':') ? 128 : 32)}", out var network))
            {
                networks.Add(network);
            }
            else
            {
                _errors.Add($"the setting 'trusted-proxies' takes networks such as 10.0.0.0/8 or 2001:db8::/32, or single addresses, not '{text}'");
            }
        }

        return networks;
    }

    private int Agree(int servers)
    {
        var agree = Number("dns-agree", 0, 0, 16);
        if (agree > servers)
        {
            _errors.Add($"the setting 'dns-agree' asks that {agree} resolvers agree, and 'dns' names {servers}");
        }

        return agree;
    }

    private string Text(string name, string fallback) => _values.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : fallback;

    private int Number(string name, int fallback, int least, int most)
    {
        var text = Text(name, fallback.ToString(CultureInfo.InvariantCulture));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add($"the setting '{name}' takes a whole number from {least} to {most}, not '{text}'");
        return fallback;
    }

    private T OneOf<T>(string name, params (string Word, T Value)[] words)
    {
        var text = Text(name, words[0].Word);
        foreach (var (word, value) in words)
        {
            if (string.Equals(text, word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        _errors.Add($"the setting '{name}' takes {string.Join(" or ", words.Select(w => w.Word))}, not '{text}'");
        return words[0].Value;
    }
}
