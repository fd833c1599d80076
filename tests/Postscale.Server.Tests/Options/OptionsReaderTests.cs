using System.Globalization;
using Microsoft.Extensions.Logging;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Options;

public sealed class OptionsReaderTests
{
    /// <summary>For each setting: three values and how they show in the options; file, variable, option.</summary>
    public static TheoryData<string, string, string, string> Settings => new()
    {
        { "listen", "http://127.0.0.1:1/", "http://127.0.0.1:2/", "http://[::1]:3/" },
        { "database", "sqlite:a", "sqlite:b", "sqlite:c" },
        { "database-connections", "2", "3", "400" },
        { "migrate", "off", "on", "off" },
        { "dns", "192.0.2.1:53", "192.0.2.2:5353", "192.0.2.3:53,192.0.2.4:53" },
        { "dns-mode", "authoritative", "recursive", "authoritative" },
        { "dns-outstanding", "1", "2", "65536" },
        { "dns-outstanding-authoritative", "1", "2", "65536" },
        { "allow-private-name-servers", "true", "false", "true" },
        { "verify-budget", "1", "2", "0" },
        { "verify-failure-budget", "1", "2", "0" },
        { "rate-limit", "1", "2", "0" },
        { "address-limit", "1", "2", "0" },
        { "trusted-proxies", "192.0.2.1/32", "10.0.0.0/8", "192.0.2.0/24,2001:db8::/32" },
        { "verify-timeout", "1", "2", "60" },
        { "check-history", "0", "7", "100000" },
        { "recheck", "off", "on", "off" },
        { "recheck-verified", "1", "2", "604800" },
        { "recheck-pending", "1", "2", "86400" },
        { "recheck-pending-most", "1", "2", "604800" },
        { "recheck-pending-hours", "0", "2", "8760" },
        { "recheck-afterwards", "1", "2", "2592000" },
        { "recheck-failures", "1", "2", "1000" },
        { "recheck-failing-hours", "0", "2", "720" },
        { "recheck-concurrency", "1", "2", "10000" },
        { "recheck-account-concurrency", "1", "2", "10000" },
        { "event-days", "1", "2", "3650" },
        { "audit-days", "1", "0", "36500" },
        { "private-suffixes", "allow", "refuse", "allow" },
        { "max-body", "1024", "2048", "1048576" },
        { "max-headers", "4096", "8192", "1048576" },
        { "idempotency-hours", "1", "2", "720" },
        { "shutdown-timeout", "1", "2", "60" },
        { "platform-check", "off", "on", "off" },
        { "dashboard", "off", "on", "off" },
        { "webhook-allow-private", "true", "false", "true" },
        { "webhook-allow-http", "true", "false", "true" },
        { "webhook-timeout", "1", "2", "30" },
        { "webhook-max-answer", "0", "7", "1048576" },
        { "webhook-concurrency", "0", "7", "1000" },
        { "webhook-account-concurrency", "1", "7", "1000" },
        { "webhook-max", "0", "7", "1000" },
        { "webhook-history-days", "1", "7", "3650" },
        { "publish-allow-private", "true", "false", "true" },
        { "publish-cloudflare-url", "https://a.test/v4/", "http://127.0.0.1:8/", "https://c.test/" },
        { "domain-connect-label", "_a", "_b", "c-1" },
        { "log-level", "debug", "warning", "error" },
    };

    public static TheoryData<string, string, string, string> PlatformSettings => new()
    {
        { "domain", "a.test", "b.test", "c.test" },
        { "mx", "a.test", "b.test", "c.test" },
        { "mx-priority", "0", "1", "65535" },
        { "spf", "a.test", "b.test", "c.test" },
        { "dkim", "a.test", "b.test", "c.test" },
        { "bounces", "a.test", "b.test", "c.test" },
        { "rua", "a@a.test", "b@b.test", "c@c.test" },
        { "dkim-target", "per-domain", "shared", "per-domain" },
        { "selector", "a", "b", "c.d" },
        { "ownership-label", "_a", "_b", "_c" },
        { "token-prefix", "a=", "b=", "c=" },
        { "bounce-label", "a", "b", "c" },
    };

    [Theory]
    [InlineData("", 120, 1200, 6000, 6000)]
    [InlineData("verify-budget=0 rate-limit=0", 0, 0, 0, 0)]
    [InlineData("verify-budget=3 rate-limit=9", 3, 1200, 9, 9)]
    [InlineData("verify-budget=1000", 1000, 10_000, 6000, 6000)]
    [InlineData("verify-budget=1000000000", 1_000_000_000, 1_000_000_000, 6000, 6000)]
    [InlineData("verify-budget=0 verify-failure-budget=7 rate-limit=0 address-limit=8", 0, 7, 0, 8)]
    public void Limits_that_are_not_named_follow_those_that_are(string given, int verifyBudget, int failureBudget, int rateLimit, int addressLimit)
    {
        var named = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split('=')).ToDictionary(g => g[0], g => (IReadOnlyList<string>)[g[1]]);
        var options = OptionsReader.Read(named, new Dictionary<string, string>(), null, out var errors);
        Assert.Empty(errors);
        Assert.Equal((verifyBudget, failureBudget, rateLimit, addressLimit), (options.VerifyBudget, options.VerifyFailureBudget, options.RateLimit, options.AddressLimit));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 1)]
    [InlineData("7", 3)]
    [InlineData("16", 8)]
    public void An_account_has_half_of_the_webhooks_that_are_sent_to_at_once(string concurrency, int share) =>
        Assert.Equal(share, Read(Options("webhook-concurrency", concurrency)).WebhookAccountConcurrency);

    [Fact]
    public void Every_setting_is_in_these_tables()
    {
        // dns-agree needs dns beside it, and domain-connect-key a file: they have tests of their own.
        Assert.Equal(OptionsReader.Settings.Select(s => s.Name).Where(n => n is not ("dns-agree" or "domain-connect-key")), Settings.Select(r => r.Data.Item1));
        Assert.Equal(Platform.Keys, PlatformSettings.Select(r => r.Data.Item1));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void An_option_beats_its_variable_which_beats_its_key_in_the_file(string name, string file, string variable, string option)
    {
        var setting = OptionsReader.Settings.Single(s => s.Name == name);
        Assert.Equal("POSTSCALE_" + name.ToUpperInvariant().Replace('-', '_'), setting.Variable);
        var json = $$"""{"{{setting.Key}}": "{{file}}"}""";
        var environment = Environment(setting.Variable, variable);
        var options = new Dictionary<string, IReadOnlyList<string>> { [name] = option.Split(',') };
        Assert.Equal(file, Show(name, Read(file: json)));
        Assert.Equal(variable, Show(name, Read(environment: environment, file: json)));
        Assert.Equal(option, Show(name, Read(options, environment, json)));
        Assert.Equal(option, Show(name, Read(options)));
        Assert.Equal(file, Show(name, Read(environment: Environment(setting.Variable, ""), file: json)));
    }

    [Fact]
    public void How_many_resolvers_must_agree_comes_from_the_same_three_places()
    {
        const string File = """{"dns": ["192.0.2.1", "192.0.2.2", "192.0.2.3"], "dns_agree": 1}""";
        var variable = Environment("POSTSCALE_DNS_AGREE", "2");
        Assert.Equal(1, Read(file: File).DnsAgree);
        Assert.Equal(2, Read(environment: variable, file: File).DnsAgree);
        Assert.Equal(3, Read(Options("dns-agree", "3"), variable, File).DnsAgree);
    }

    [Theory]
    [MemberData(nameof(PlatformSettings))]
    public void The_platform_s_names_come_from_the_same_three_places(string key, string file, string variable, string option)
    {
        var json = $$"""{"platform": {"{{key.Replace('-', '_')}}": "{{file}}"} }""";
        var environment = Environment("POSTSCALE_PLATFORM_" + key.ToUpperInvariant().Replace('-', '_'), variable);
        var options = Options("platform", $"{key}={option}");
        Assert.Equal(file, ShowPlatform(key, Read(file: json)));
        Assert.Equal(variable, ShowPlatform(key, Read(environment: environment, file: json)));
        Assert.Equal(option, ShowPlatform(key, Read(options, environment, json)));
    }

    [Fact]
    public void Nothing_given_is_the_documented_default()
    {
        var options = Read();
        Assert.Equal(new PostscaleOptions() with { Dns = options.Dns }, options);
        Assert.Empty(options.Dns);
        foreach (var setting in OptionsReader.Settings.Where(s => s.Name != "dns"))
        {
            Assert.Equal(setting.Default, Show(setting.Name, options).TrimEnd('/'));
        }
    }

    [Fact]
    public void The_file_takes_numbers_truth_values_arrays_comments_and_commas_at_the_end()
    {
        var options = Read(file: """
            {
              // Both spellings of a key.
              "verify_budget": 7, "rate-limit": 8,
              "allow_private_name_servers": true,
              "dns": ["192.0.2.1", "192.0.2.2:5353"],
              "platform": {"mx_priority": 5, "mx-priority": 6},
              "database": null,
            }
            """);
        Assert.Equal((7, 8, true, 6), (options.VerifyBudget, options.RateLimit, options.AllowPrivateNameServers, options.Platform.MxPriority));
        Assert.Equal(["192.0.2.1:53", "192.0.2.2:5353"], options.Dns.Select(d => d.ToString()));
        Assert.Equal("sqlite:postscale.db", options.Database);
    }

    [Fact]
    public void The_other_names_follow_the_platform_s_domain()
    {
        var platform = Read(Options("platform", "DOMAIN=Mail.Example.")).Platform;
        Assert.Equal(
            "mail.example mx.mail.example _spf.mail.example dkim.mail.example bounces.mail.example dmarc@mail.example postscale1.dkim.mail.example",
            $"{platform.Domain} {platform.Mx} {platform.Spf} {platform.Dkim} {platform.Bounces} {platform.Rua} {platform.DkimKeyName}");
    }

    [Theory]
    [InlineData("verify-budget", "-1", "the setting 'verify-budget' takes a whole number from 0 to 1000000000, not '-1'")]
    [InlineData("verify-budget", "1000000001", "the setting 'verify-budget' takes a whole number from 0 to 1000000000, not '1000000001'")]
    [InlineData("rate-limit", "many", "the setting 'rate-limit' takes a whole number from 0 to 1000000000, not 'many'")]
    [InlineData("rate-limit", "1.5", "the setting 'rate-limit' takes a whole number from 0 to 1000000000, not '1.5'")]
    [InlineData("verify-failure-budget", "-1", "the setting 'verify-failure-budget' takes a whole number from 0 to 1000000000, not '-1'")]
    [InlineData("address-limit", "x", "the setting 'address-limit' takes a whole number from 0 to 1000000000, not 'x'")]
    [InlineData("trusted-proxies", "10.0.0.0/33", "the setting 'trusted-proxies' takes networks such as 10.0.0.0/8 or 2001:db8::/32, or single addresses, not '10.0.0.0/33'")]
    [InlineData("trusted-proxies", "proxy.example", "the setting 'trusted-proxies' takes networks such as 10.0.0.0/8 or 2001:db8::/32, or single addresses, not 'proxy.example'")]
    [InlineData("verify-timeout", "0", "the setting 'verify-timeout' takes a whole number from 1 to 60, not '0'")]
    [InlineData("verify-timeout", "61", "the setting 'verify-timeout' takes a whole number from 1 to 60, not '61'")]
    [InlineData("max-body", "1023", "the setting 'max-body' takes a whole number from 1024 to 1048576, not '1023'")]
    [InlineData("max-body", "1048577", "the setting 'max-body' takes a whole number from 1024 to 1048576, not '1048577'")]
    [InlineData("max-headers", "4095", "the setting 'max-headers' takes a whole number from 4096 to 1048576, not '4095'")]
    [InlineData("max-headers", "99999999999", "the setting 'max-headers' takes a whole number from 4096 to 1048576, not '99999999999'")]
    [InlineData("idempotency-hours", "0", "the setting 'idempotency-hours' takes a whole number from 1 to 720, not '0'")]
    [InlineData("idempotency-hours", "721", "the setting 'idempotency-hours' takes a whole number from 1 to 720, not '721'")]
    [InlineData("shutdown-timeout", "0", "the setting 'shutdown-timeout' takes a whole number from 1 to 60, not '0'")]
    [InlineData("shutdown-timeout", "61", "the setting 'shutdown-timeout' takes a whole number from 1 to 60, not '61'")]
    [InlineData("dns-mode", "both", "the setting 'dns-mode' takes recursive or authoritative, not 'both'")]
    [InlineData("dns-outstanding", "0", "the setting 'dns-outstanding' takes a whole number from 1 to 65536, not '0'")]
    [InlineData("dns-outstanding-authoritative", "65537", "the setting 'dns-outstanding-authoritative' takes a whole number from 1 to 65536, not '65537'")]
    [InlineData("allow-private-name-servers", "yes", "the setting 'allow-private-name-servers' takes false or true, not 'yes'")]
    [InlineData("dns-agree", "17", "the setting 'dns-agree' takes a whole number from 0 to 16, not '17'")]
    [InlineData("dns-agree", "1", "the setting 'dns-agree' asks that 1 resolvers agree, and 'dns' names 0")]
    [InlineData("audit-days", "36501", "the setting 'audit-days' takes a whole number from 0 to 36500, not '36501'")]
    [InlineData("check-history", "100001", "the setting 'check-history' takes a whole number from 0 to 100000, not '100001'")]
    [InlineData("private-suffixes", "no", "the setting 'private-suffixes' takes refuse or allow, not 'no'")]
    [InlineData("migrate", "yes", "the setting 'migrate' takes on or off, not 'yes'")]
    [InlineData("dashboard", "yes", "the setting 'dashboard' takes on or off, not 'yes'")]
    [InlineData("platform-check", "true", "the setting 'platform-check' takes on or off, not 'true'")]
    [InlineData("webhook-allow-private", "yes", "the setting 'webhook-allow-private' takes false or true, not 'yes'")]
    [InlineData("webhook-allow-http", "yes", "the setting 'webhook-allow-http' takes false or true, not 'yes'")]
    [InlineData("publish-cloudflare-url", "ftp://a.test/", "the setting 'publish-cloudflare-url' takes a URL such as https://api.cloudflare.com/client/v4/, not 'ftp://a.test/'")]
    [InlineData("domain-connect-label", "a.b", "the setting 'domain-connect-label' takes one DNS label of letters, digits, hyphens and underscores, not 'a.b'")]
    [InlineData("domain-connect-key", "/nowhere/key.pem", "the setting 'domain-connect-key' names the file '/nowhere/key.pem': it is not there")]
    [InlineData("webhook-timeout", "0", "the setting 'webhook-timeout' takes a whole number from 1 to 30, not '0'")]
    [InlineData("webhook-timeout", "31", "the setting 'webhook-timeout' takes a whole number from 1 to 30, not '31'")]
    [InlineData("webhook-max-answer", "1048577", "the setting 'webhook-max-answer' takes a whole number from 0 to 1048576, not '1048577'")]
    [InlineData("webhook-concurrency", "1001", "the setting 'webhook-concurrency' takes a whole number from 0 to 1000, not '1001'")]
    [InlineData("webhook-account-concurrency", "0", "the setting 'webhook-account-concurrency' takes a whole number from 1 to 1000, not '0'")]
    [InlineData("webhook-account-concurrency", "1001", "the setting 'webhook-account-concurrency' takes a whole number from 1 to 1000, not '1001'")]
    [InlineData("webhook-max", "1001", "the setting 'webhook-max' takes a whole number from 0 to 1000, not '1001'")]
    [InlineData("webhook-history-days", "0", "the setting 'webhook-history-days' takes a whole number from 1 to 3650, not '0'")]
    [InlineData("webhook-history-days", "3651", "the setting 'webhook-history-days' takes a whole number from 1 to 3650, not '3651'")]
    [InlineData("log-level", "loud", "the setting 'log-level' takes info or debug or warning or error, not 'loud'")]
    [InlineData("listen", "127.0.0.1:80", "the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not '127.0.0.1:80'")]
    [InlineData("listen", "http://mail.example:80", "the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not 'http://mail.example:80'")]
    [InlineData("listen", "https://127.0.0.1:80", "the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not 'https://127.0.0.1:80'")]
    [InlineData("listen", "http://127.0.0.1:80/path", "the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not 'http://127.0.0.1:80/path'")]
    [InlineData("listen", "http://127.0.0.1:99999", "the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not 'http://127.0.0.1:99999'")]
    [InlineData("platform", "mx", "--platform takes KEY=VALUE, not 'mx'")]
    [InlineData("platform", "=x", "--platform takes KEY=VALUE, not '=x'")]
    [InlineData("platform", "mtx=a.test", "there is no platform setting 'mtx'; there are domain, mx, mx-priority, spf, dkim, bounces, rua, dkim-target, selector, ownership-label, token-prefix, bounce-label")]
    public void A_value_that_is_wrong_is_named_with_what_is_right(string name, string value, string error) => Assert.Equal([error], Errors(Options(name, value)));

    [Theory]
    [InlineData("dns", "no such host")]
    [InlineData("dns", "localhost:0")]
    [InlineData("dns", "192.0.2.1:99999")]
    [InlineData("dns", "192.0.2.1,nonsense")]
    public void A_resolver_that_is_no_address_is_named(string name, string value) =>
        Assert.StartsWith("the setting 'dns' takes HOST[:PORT], an address or the name of a host that is found: ", Assert.Single(Errors(Options(name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"listens\": 1}", "the settings file has an unknown key 'listens'")]
    [InlineData("{\"platform\": \"a.test\"}", "the settings file has an unknown key 'platform'")]
    [InlineData("{\"platform\": {\"nothing\": 1}}", "there is no platform setting 'nothing'; ")]
    [InlineData("[]", "the settings file is not one JSON object: ")]
    [InlineData("", "the settings file is not one JSON object: ")]
    [InlineData("{\"dns\": 1, \"dns\": 2}", "the settings file is not one JSON object: ")]
    [InlineData("{\"listen\": \"\\ud800\"}", "the settings file is not one JSON object: ")]
    public void A_file_that_is_wrong_is_said_to_be_so(string file, string error)
    {
        OptionsReader.Read(Options(), Environment(), file, out var errors);
        Assert.StartsWith(error, errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1:53")]
    [InlineData("LOCALHOST:5353", "127.0.0.1:5353")]
    public void A_resolver_can_be_given_by_its_hosts_name(string value, string server) => Assert.Equal(server, Show("dns", Read(Options("dns", value))));

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(
        3, Errors(new Dictionary<string, IReadOnlyList<string>> { ["verify-timeout"] = ["x"], ["log-level"] = ["x"], ["platform"] = ["mx=."] }).Count);

    private static Dictionary<string, IReadOnlyList<string>> Options(string? name = null, string value = "") => name is null ? [] : new() { [name] = [value] };

    private static Dictionary<string, string> Environment(string? name = null, string value = "") => name is null ? [] : new() { [name] = value };

    private static PostscaleOptions Read(Dictionary<string, IReadOnlyList<string>>? options = null, Dictionary<string, string>? environment = null, string? file = null)
    {
        var result = OptionsReader.Read(options ?? [], environment ?? [], file, out var errors);
        Assert.Empty(errors);
        return result;
    }

    private static IReadOnlyList<string> Errors(Dictionary<string, IReadOnlyList<string>> options)
    {
        OptionsReader.Read(options, Environment(), null, out var errors);
        return errors;
    }

    private static string Show(string name, PostscaleOptions options) => name switch
    {
        "listen" => options.Listen.ToString(),
        "database" => options.Database,
        "dns" => string.Join(',', options.Dns),
        "dns-mode" => options.DnsMode == DnsMode.Authoritative ? "authoritative" : "recursive",
        "dns-outstanding" => Number(options.DnsOutstanding),
        "dns-outstanding-authoritative" => Number(options.DnsOutstandingAuthoritative),
        "allow-private-name-servers" => options.AllowPrivateNameServers ? "true" : "false",
        "database-connections" => Number(options.DatabaseConnections),
        "verify-budget" => Number(options.VerifyBudget),
        "verify-failure-budget" => Number(options.VerifyFailureBudget),
        "rate-limit" => Number(options.RateLimit),
        "address-limit" => Number(options.AddressLimit),
        "trusted-proxies" => options.TrustedProxies.Count == 0 ? "none" : string.Join(',', options.TrustedProxies),
        "verify-timeout" => Number(options.VerifyTimeout.TotalSeconds),
        "dns-agree" => Number(options.DnsAgree),
        "check-history" => Number(options.CheckHistory),
        "recheck" => options.Recheck.IsOn ? "on" : "off",
        "recheck-verified" => Number(options.Recheck.Verified.TotalSeconds),
        "recheck-pending" => Number(options.Recheck.PendingFirst.TotalSeconds),
        "recheck-pending-most" => Number(options.Recheck.PendingMost.TotalSeconds),
        "recheck-pending-hours" => Number(options.Recheck.PendingFor.TotalHours),
        "recheck-afterwards" => Number(options.Recheck.Afterwards.TotalSeconds),
        "recheck-failures" => Number(options.Recheck.Failures),
        "recheck-failing-hours" => Number(options.Recheck.FailingFor.TotalHours),
        "recheck-concurrency" => Number(options.Recheck.Concurrency),
        "recheck-account-concurrency" => Number(options.Recheck.AccountConcurrency),
        "event-days" => Number(options.EventLifetime.TotalDays),
        "audit-days" => Number(options.AuditLifetime?.TotalDays ?? 0),
        "publish-allow-private" => options.PublishAllowPrivate ? "true" : "false",
        "publish-cloudflare-url" => options.PublishCloudflareUrl.AbsoluteUri,
        "domain-connect-label" => options.DomainConnectLabel,
        "domain-connect-key" => options.DomainConnectKey is null ? "none" : "a key",
        "private-suffixes" => options.RefusePrivateSuffixes ? "refuse" : "allow",
        "max-body" => Number(options.MaxBodyBytes),
        "max-headers" => Number(options.MaxHeaderBytes),
        "idempotency-hours" => Number(options.IdempotencyLifetime.TotalHours),
        "migrate" => options.Schema == SchemaHandling.Migrate ? "on" : "off",
        "platform-check" => options.PlatformCheck ? "on" : "off",
        "dashboard" => options.Dashboard ? "on" : "off",
        "webhook-allow-private" => options.WebhookAllowPrivate ? "true" : "false",
        "webhook-allow-http" => options.WebhookAllowHttp ? "true" : "false",
        "webhook-timeout" => Number(options.WebhookTimeout.TotalSeconds),
        "webhook-max-answer" => Number(options.WebhookMaxAnswer),
        "webhook-concurrency" => Number(options.WebhookConcurrency),
        "webhook-account-concurrency" => Number(options.WebhookAccountConcurrency),
        "webhook-max" => Number(options.WebhookMax),
        "webhook-history-days" => Number(options.WebhookHistory.TotalDays),
        "shutdown-timeout" => Number(options.ShutdownTimeout.TotalSeconds),
        _ => options.LogLevel switch
        {
            LogLevel.Information => "info",
            LogLevel.Debug => "debug",
            LogLevel.Warning => "warning",
            _ => "error",
        },
    };

    private static string ShowPlatform(string key, PostscaleOptions options) => key switch
    {
        "domain" => options.Platform.Domain.Text,
        "mx" => options.Platform.Mx.Text,
        "mx-priority" => Number(options.Platform.MxPriority),
        "spf" => options.Platform.Spf.Text,
        "dkim" => options.Platform.Dkim.Text,
        "bounces" => options.Platform.Bounces.Text,
        "rua" => options.Platform.Rua,
        "selector" => options.Platform.Selector,
        "dkim-target" => options.Platform.DkimTargetMode == DkimTargetMode.PerDomain ? "per-domain" : "shared",
        "ownership-label" => options.Platform.OwnershipLabel,
        "token-prefix" => options.Platform.TokenPrefix,
        _ => options.Platform.BounceLabel,
    };

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
