using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>Files that Debian packages carry and this repository does not; test.sh fetches them.</summary>
internal static class TestData
{
    public const string Suite = "usr/share/doc/python3-spf/rfc7208-tests.yml.gz";

    public static string PathOf(string file) => Path.Combine(Folder(), file);

    public static string HowToFetch(string file) =>
        $"'{file}' is not below '{Folder()}'. Run ./test.sh, which fetches it, or: apt-get download python3-spf && "
        + "dpkg-deb -x python3-spf_*.deb .cache/test-data; another folder is named by POSTSCALE_TEST_DATA.";

    /// <summary>A file beside these tests.</summary>
    public static string Beside(string file) => Repository.PathOf($"tests/Postscale.MailDns.Tests/Spf/{file}");

    private static string Folder() => Environment.GetEnvironmentVariable("POSTSCALE_TEST_DATA") is { Length: > 0 } folder
        ? folder
        : Repository.PathOf(".cache/test-data");
}
