using System.Security.Cryptography;

namespace Postscale.EndToEnd.Verdicts;

/// <summary>Public keys as the p= tag has them, made anew in each run.</summary>
internal static class VerdictKeys
{
    public static string Other { get; } = Rsa(2048);

    public static string Rsa1024 { get; } = Rsa(1024);

    public static string Rsa512 { get; } = Rsa(512);

    public static string Private { get; } = NewPrivate();

    /// <summary>RFC 8463 §4.2: 32 octets, without a structure around them.</summary>
    public static string Ed25519 { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The same key as a bare RSAPublicKey (RFC 8017 appendix A.1.1).</summary>
    public static string Bare(string key)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
        return Convert.ToBase64String(rsa.ExportRSAPublicKey());
    }

    private static string NewPrivate()
    {
        using var key = RSA.Create(1024);
        return Convert.ToBase64String(key.ExportRSAPrivateKey());
    }

    private static string Rsa(int bits)
    {
        using var key = RSA.Create(bits);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
