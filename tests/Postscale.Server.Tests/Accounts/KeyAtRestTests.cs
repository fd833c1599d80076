using System.Security.Cryptography;
using System.Text;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.Accounts;

public sealed class KeyAtRestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Database", "SQLite")]
    public async Task Of_a_key_only_its_hash_prefix_and_last_four_characters_are_on_the_disk()
    {
        await using var test = await TestDatabase.OpenAsync();
        var accounts = new AccountService(new KeyStore(test.Database), TimeProvider.System);
        var key = await accounts.CreateKeyAsync("acme", KeyEnvironment.Live, KeyScopes.All, KeyExpiry.Never, Token);
        var listed = Assert.Single(await accounts.ListAsync(Token));
        Assert.Equal((key[..12], key[^4..]), (listed.Prefix, listed.LastFour));

        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(key));
        Assert.Equal(hash, ApiKeyText.Hash(key));
        await test.DisposeHandlesAsync();
        var disk = new List<byte>();
        foreach (var file in Directory.GetFiles(test.Folder))
        {
            disk.AddRange(await File.ReadAllBytesAsync(file, Token));
        }

        Assert.True(Holds(disk, hash), "the hash is not on the disk: this test looks at the wrong files");
        // Any eight characters of the secret part.
        for (var at = 12; at + 8 <= key.Length; at++)
        {
            Assert.False(Holds(disk, Encoding.ASCII.GetBytes(key[at..(at + 8)])), "the key is on the disk");
        }
    }

    [Fact]
    public async Task The_first_key_is_made_once()
    {
        await using var test = await TestDatabase.OpenAsync();
        var accounts = new AccountService(new KeyStore(test.Database), TimeProvider.System);
        var others = new AccountService(new KeyStore(await test.OpenAnotherAsync()), TimeProvider.System);
        var keys = await Task.WhenAll(accounts.CreateFirstKeyAsync(Token), others.CreateFirstKeyAsync(Token));
        Assert.Single(keys, k => k is not null);
        var key = Assert.Single(await accounts.ListAsync(Token));
        Assert.Equal((AccountService.DefaultAccount, KeyEnvironment.Live, KeyScopes.All, null), (key.AccountName, key.Environment, key.Scopes, key.ExpiresAt));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Acme.Mail_2-x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("a\n", false)]
    public void An_account_s_name_is_plain(string? name, bool good) => Assert.Equal(good, AccountService.IsAccountName(name));

    [Fact]
    public void An_account_s_name_has_at_most_64_characters()
    {
        Assert.True(AccountService.IsAccountName(new string('a', 64)));
        Assert.False(AccountService.IsAccountName(new string('a', 65)));
    }

    private static bool Holds(List<byte> disk, byte[] part) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(disk).IndexOf(part) >= 0;
}
