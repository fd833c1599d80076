using Postscale.Server.Storage;

namespace Postscale.Server.Tests.Storage;

public sealed class PostgresUrlTests
{
    [Fact]
    public void A_URL_says_all_that_is_needed_and_leaves_out_what_is_usual()
    {
        var full = PostgresUrl.Parse("postgres://us%40er:pa%3Ass%2F@db.example:6543/mail?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=x&connect_timeout=3");
        Assert.Equal(("db.example", 6543, "mail", "us@er", "pa:ss/"), (full.Host, full.Port, full.Database, full.Username, full.Password));
        Assert.Equal(("VerifyFull", "/etc/ca.pem", "x", 3), (full.SslMode.ToString(), full.RootCertificate, full.ApplicationName, full.Timeout));

        var bare = PostgresUrl.Parse("postgresql://");
        Assert.Equal(("localhost", 5432, null, "postgres", null), (bare.Host, bare.Port, bare.Database, bare.Username, bare.Password));
        Assert.Equal("::1", PostgresUrl.Parse("postgres://[::1]/db").Host);
        Assert.Equal("/run/postgresql", PostgresUrl.Parse("postgres:///db?host=%2Frun%2Fpostgresql").Host);
    }

    [Theory]
    [InlineData("postgres://a:secret@h/db?pool=7", "unknown parameter 'pool'")]
    [InlineData("postgres://a:secret@h/db?sslmode=perhaps", "'sslmode' of the database URL cannot be 'perhaps'")]
    [InlineData("postgres://a:secret@h/db/more", "malformed")]
    [InlineData("postgres://a:secret@h/db#x", "malformed")]
    [InlineData("postgres://a:sec ret@h:x/db", "malformed")]
    public void What_cannot_be_meant_is_refused_without_its_password(string url, string why)
    {
        var message = Assert.Throws<StorageException>(() => Database.Create(url)).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", message.Replace("unsecure", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
