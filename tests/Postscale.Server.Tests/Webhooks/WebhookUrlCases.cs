namespace Postscale.Server.Tests.Webhooks;

/// <summary>URLs and what is made of them where neither plain HTTP nor private targets are allowed.</summary>
internal static class WebhookUrlCases
{
    private const string NoUrl = "is not a URL";
    private const string NoHttps = "must begin with https://";
    private const string Private = "not on the public Internet";
    private const string NoName = "not a name of the public DNS";

    /// <summary>As they were given, and as they are kept.</summary>
    public static TheoryData<string, string> Taken => new()
    {
        { "https://hooks.example.com", "https://hooks.example.com/" },
        { "https://hooks.example.com/a/b?c=d&e=%20f", "https://hooks.example.com/a/b?c=d&e=%20f" },
        { "HTTPS://Hooks.EXAMPLE.com/Path", "https://hooks.example.com/Path" },
        { "https://hooks.example.com:8443/", "https://hooks.example.com:8443/" },
        { "https://hooks.example.com:443/", "https://hooks.example.com/" },
        { "https://hooks.example.com./x", "https://hooks.example.com/x" },
        { "https://bücher.example/x", "https://xn--bcher-kva.example/x" },
        { "https://BÜCHER.example/x", "https://xn--bcher-kva.example/x" },
        { "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/" },
        { "https://example.com/a/../b", "https://example.com/b" },
        { "https://example.com/ü", "https://example.com/%C3%BC" },
        { "https://example.com/@b", "https://example.com/@b" },
        { "https://example.com/?a@b", "https://example.com/?a@b" },
        { "https://1.1.1.1/", "https://1.1.1.1/" },
        { "https://16843009/", "https://1.1.1.1/" },
        { "https://[2606:4700::1111]/", "https://[2606:4700::1111]/" },
    };

    /// <summary>As they were given, and what is said of them.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "", NoUrl },
        { "hooks.example.com", NoUrl },
        { "/path", "" },
        { "//hooks.example.com/", "" },
        { "https:", NoUrl },
        { "https://", NoUrl },
        { "https:///path", "" },
        { "https:hooks.example.com", "" },
        { " https://hooks.example.com", NoUrl },
        { "https://hooks.example.com ", NoUrl },
        { "https://hooks.example.com/\n", NoUrl },
        { "https://hooks.exam\tple.com/", NoUrl },
        { "https://hooks.example.com\\@127.0.0.1/", NoUrl },
        { "https:\\\\hooks.example.com", NoUrl },
        { "https://hooks.example.com:99999/", NoUrl },
        { "https://hooks.example.com:0/", "a port that is not from 1 to 65535" },
        { "https://hooks.example.com:x/", NoUrl },
        { "http://hooks.example.com/", NoHttps },
        { "ftp://hooks.example.com/", NoHttps },
        { "file:///etc/passwd", NoHttps },
        { "gopher://hooks.example.com/", NoHttps },
        { "javascript:alert(1)", NoHttps },
        { "https://user@hooks.example.com/", "user name or password" },
        { "https://user:secret@hooks.example.com/", "user name or password" },
        { "https://@hooks.example.com/", "user name or password" },
        { "https://hooks.example.com@127.0.0.1/", "user name or password" },
        { "https://hooks.example.com#@127.0.0.1/", "fragment" },
        { "https://hooks.example.com/#", "fragment" },
        { "https://hooks.example.com/#a", "fragment" },

        // Addresses, in every spelling that a client might connect by.
        { "https://127.0.0.1/", Private },
        { "https://127.1/", Private },
        { "https://0x7f.1/", Private },
        { "https://0x7f000001/", Private },
        { "https://0177.0.0.1/", Private },
        { "https://2130706433/", Private },
        { "https://017700000001/", Private },
        { "https://127.0.0.1./", "" },
        { "https://0/", Private },
        { "https://0.0.0.0/", Private },
        { "https://10.0.0.1/", Private },
        { "https://169.254.169.254/latest/meta-data/", Private },
        { "https://192.168.1.1:8443/", Private },
        { "https://[::1]/", Private },
        { "https://[::]/", Private },
        { "https://[::ffff:127.0.0.1]/", Private },
        { "https://[::ffff:1.1.1.1]/", Private },
        { "https://[::ffff:7f00:1]/", Private },
        { "https://[0:0:0:0:0:ffff:7f00:1]/", Private },
        { "https://[64:ff9b::7f00:1]/", Private },
        { "https://[fe80::1]/", Private },
        { "https://[fe80::1%25eth0]/", "" },
        { "https://[fd00::1]/", Private },
        { "https://[::1/", NoUrl },
        { "https://①②⑦.⓪.⓪.①/", "" },
        { "https://127。0。0。1/", "" },
        { "https://%31%32%37.0.0.1/", "" },
        { "https://127%2e0%2e0%2e1/", "" },
        { "https://256.1.1.1/", "" },
        { "https://1.2.3.4.5/", "" },
        { "https://0x/", "" },

        // Names that only this network knows.
        { "https://localhost/", NoName },
        { "https://LOCALHOST./", NoName },
        { "https://db.localhost/", NoName },
        { "https://printer.local/", NoName },
        { "https://metadata.google.internal/", NoName },
        { "https://host.home.arpa/", NoName },
        { "https://x.onion/", NoName },
        { "https://intranet/", NoName },
        { "https://kubernetes/", "one label only" },
        { "https://under_score.example.com/", "underscore" },
        { "https://a..example.com/", "" },
        { "https://-a.example.com/", "" },
    };
}
