using System.Security.Cryptography;
using CsCheck;
using Postscale.MailDns.Dkim;

namespace Postscale.MailDns.Tests.Dkim;

public sealed class DkimKeyPairTests
{
    [Fact]
    public void The_published_key_verifies_what_the_private_key_signs()
    {
        var pair = DkimKeyPair.Generate();
        Assert.True(DkimKeyRecord.TryParse(pair.ToKeyRecord().ToString(), out var record, out _));
        Assert.Equal(2048, record.KeyBits);
        Assert.Empty(record.Warnings);

        using var signer = RSA.Create();
        signer.ImportPkcs8PrivateKey(pair.ExportPkcs8(), out _);
        using var verifier = RSA.Create();
        verifier.ImportSubjectPublicKeyInfo(record.PublicKey.Span, out _);
        byte[] data = [1, 2, 3];
        var signature = signer.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(verifier.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void An_exported_pair_comes_back_with_the_same_key()
    {
        var pair = DkimKeyPair.Generate();
        Assert.True(DkimKeyPair.TryImportPkcs8(pair.ExportPkcs8(), out var again));
        Assert.True(pair.ToKeyRecord().HasSameKeyAs(again.ToKeyRecord()));
        Assert.Equal(pair.KeyBits, again.KeyBits);
    }

    [Fact]
    public void Octets_that_are_no_private_key_are_refused()
    {
        Assert.False(DkimKeyPair.TryImportPkcs8([], out _));
        Assert.False(DkimKeyPair.TryImportPkcs8(TestKeys.Rsa2048, out _));
        Assert.False(DkimKeyPair.TryImportPkcs8([.. DkimKeyPair.Generate().ExportPkcs8(), 0], out _));
        Gen.Byte.Array[0, 100].Sample(octets => Assert.False(DkimKeyPair.TryImportPkcs8(octets, out _)), iter: 500);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2047)]
    [InlineData(8192)]
    public void Only_lengths_that_all_verifiers_take_are_made(int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DkimKeyPair.Generate(bits));
}
