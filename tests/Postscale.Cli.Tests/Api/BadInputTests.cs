namespace Postscale.Cli.Tests.Api;

/// <summary>What cannot be meant is refused in a sentence, before anything is called.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string[]> Lines => new()
    {
        { "DOMAIN takes a domain's name or its id", ["domains", "get", ""] },
        { "DOMAIN takes a domain's name or its id", ["domains", "get", ".."] },
        { "DOMAIN takes a domain's name or its id", ["domains", "delete", " ", "--yes"] },
        { "--idempotency-key takes 1 to 255 printable ASCII characters without spaces", ["domains", "create", "a.example", "--idempotency-key", "a\nb"] },
        { "--idempotency-key takes 1 to 255 printable ASCII characters without spaces", ["domains", "create", "a.example", "--idempotency-key", "schlüssel"] },
        { "--idempotency-key takes 1 to 255 printable ASCII characters without spaces", ["domains", "create", "a.example", "--idempotency-key", ""] },
        { "--api-key-file takes the name of a file, not ''", ["domains", "list", "--api-key-file", ""] },
        { "--config takes the name of a file, not ''", ["keys", "list", "--config", ""] },
        { "--secret-file takes the name of a file, not ''", ["domains", "publish", "a.example", "--via", "cloudflare", "--secret-file", "", "--yes"] },
        { "--output takes the name of a file, not ''", ["export", "--output", ""] },
        { "--input takes the name of a file, not ''", ["import", "--input", ""] },
        { "WEBHOOK takes a webhook's id, description or URL", ["webhooks", "get", ""] },
        { "WEBHOOK takes a webhook's id, description or URL", ["webhooks", "update", " ", "--active", "false"] },
        { "WEBHOOK takes a webhook's id, description or URL", ["webhooks", "delete", "", "--yes"] },
        { "WEBHOOK takes a webhook's id, description or URL", ["webhooks", "test", ""] },
        { "WEBHOOK takes a webhook's id, description or URL", ["webhooks", "rotate-secret", ""] },
        { "--webhook takes a webhook's id, description or URL", ["webhooks", "deliveries", "--webhook", ""] },
        { "--limit takes a whole number, at least 1, not 'abc'", ["domains", "list", "--limit", "abc"] },
        { "--limit takes a whole number, at least 1, not '0'", ["domains", "list", "--limit", "0"] },
        { "--limit takes a whole number, at least 1, not '1000000000000'", ["domains", "list", "--limit", "1000000000000"] },
        { "--limit takes a whole number, at least 1, not 'x'", ["domains", "checks", "a.example", "--limit", "x"] },
        { "--limit takes a whole number, at least 1, not '1.5'", ["webhooks", "deliveries", "--limit", "1.5"] },
        { "--limit takes a whole number, at least 1, not 'abc'", ["audit", "--limit", "abc"] },
        { "--interval takes a whole number from 2 to 86400, not 'abc'", ["domains", "watch", "a.example", "--interval", "abc"] },
        { "--interval takes a whole number from 2 to 86400, not '1'", ["domains", "watch", "a.example", "--interval", "1"] },
        { "--timeout takes a whole number, at least 0, not '99999999999'", ["domains", "watch", "a.example", "--timeout", "99999999999"] },
        { "--after takes a whole number, at least 0, not 'abc'", ["events", "--after", "abc"] },
        { "--after takes a whole number, at least 0, not '-1'", ["events", "--after", "-1"] },
        { "--overlap-hours takes a whole number from 0 to 168, not 'abc'", ["webhooks", "rotate-secret", "x", "--overlap-hours", "abc"] },
        { "--overlap-hours takes a whole number from 0 to 168, not '169'", ["webhooks", "rotate-secret", "x", "--overlap-hours", "169"] },
        { "Argument 'yes' not recognized. Must be one of:", ["domains", "update", "a.example", "--active", "yes"] },
        { "--api-key-file is for the API; give --profile or --url with it", ["keys", "list", "--api-key-file", "key"] },
        { "--api-key-file is for the API; give --profile or --url with it", ["keys", "create", "--account", "acme", "--api-key-file", "key"] },
        { "--database and --config are for the database, --profile and --url for the API; give one or the other", ["keys", "list", "--profile", "work", "--database", "sqlite:a.db"] },
        { "--database and --config are for the database, --profile and --url for the API; give one or the other", ["keys", "revoke", "x", "--url", "http://127.0.0.1:9", "--config", "c.json"] },
        { "--database and --config are for the database, --profile and --url for the API; give one or the other", ["keys", "rotate", "x", "--url", "http://127.0.0.1:9", "--database", "sqlite:a.db"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task It_ends_with_2_and_says_why(string why, string[] line)
    {
        using var person = new Person("http://127.0.0.1:9", "ps_live_any");
        var result = await person.RunAsync(line);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(person.Home));
    }
}
