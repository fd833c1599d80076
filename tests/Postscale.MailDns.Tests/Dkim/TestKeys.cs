using System.Security.Cryptography;

namespace Postscale.MailDns.Tests.Dkim;

/// <summary>Keys made once for a run, and records written with names in braces in place of them.</summary>
internal static class TestKeys
{
    public static readonly byte[] Rsa2048 = Make(2048);
    public static readonly byte[] OtherRsa2048 = Make(2048);
    public static readonly byte[] Rsa1024 = Make(1024);
    public static readonly byte[] Ed25519 = RandomNumberGenerator.GetBytes(32);

    private static readonly Dictionary<string, string> Texts = MakeTexts();

    /// <summary>Puts the base64 of the keys in place of {rsa}, {ed} and the like.</summary>
    public static string Fill(string text)
    {
        foreach (var (name, value) in Texts)
            text = text.Replace(name, value, StringComparison.Ordinal);
        return text;
    }

    public static byte[] ToPkcs1(byte[] spki)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(spki, out _);
        return rsa.ExportRSAPublicKey();
    }

    /// <summary>A SubjectPublicKeyInfo around numbers that need not be those of a real key, so that any length is quick.</summary>
    public static byte[] Invent(int bits, byte lastOctet = 0x6B, byte exponent = 3)
    {
        var modulus = new byte[((bits + 7) / 8) + 1];
        Array.Fill(modulus, (byte)0x5A);
        modulus[0] = 0;
        modulus[1] = (byte)(1 << ((bits - 1) % 8));
        modulus[^1] = lastOctet;
        return Wrap(modulus[1] < 0x80 ? modulus[1..] : modulus, exponent);
    }

    private static byte[] Wrap(byte[] modulus, byte exponent = 3)
    {
        byte[] numbers = [.. Der(0x02, modulus), .. Der(0x02, [exponent])];
        byte[] algorithm = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 5, 0];
        return Der(0x30, [.. Der(0x30, algorithm), .. Der(0x03, [0, .. Der(0x30, numbers)])]);
    }

    public static byte[] Der(byte tag, byte[] content) => content.Length switch
    {
        < 0x80 => [tag, (byte)content.Length, .. content],
        < 0x100 => [tag, 0x81, (byte)content.Length, .. content],
        _ => [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content],
    };

    private static byte[] Make(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static Dictionary<string, string> MakeTexts()
    {
        using var rsa = RSA.Create(1024);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = Convert.ToBase64String(Rsa2048);
        byte[] edSpki = [0x30, 42, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 33, 0, .. Ed25519];
        return new Dictionary<string, string>
        {
            ["{rsa}"] = spki,
            ["{rsa1024}"] = Convert.ToBase64String(Rsa1024),
            ["{rsa1023}"] = Convert.ToBase64String(Invent(1023)),
            ["{rsa512}"] = Convert.ToBase64String(Invent(512)),
            ["{rsa4096}"] = Convert.ToBase64String(Invent(4096)),
            ["{rsa8192}"] = Convert.ToBase64String(Invent(8192)),
            ["{even}"] = Convert.ToBase64String(Invent(2048, lastOctet: 0x6A)),
            ["{exponent1}"] = Convert.ToBase64String(Invent(2048, exponent: 1)),
            ["{zeros}"] = Convert.ToBase64String(Wrap([0, 0, .. Enumerable.Repeat((byte)0x7B, 128)])),
            ["{negative}"] = Convert.ToBase64String(Wrap([.. Enumerable.Repeat((byte)0x8B, 128)])),
            ["{longform}"] = Convert.ToBase64String([0x30, 0x82, 0, (byte)(Rsa1024.Length - 3), .. Rsa1024[3..]]),
            ["{indefinite}"] = Convert.ToBase64String([0x30, 0x80, .. Rsa1024[3..], 0, 0]),
            ["{pkcs1}"] = Convert.ToBase64String(ToPkcs1(Rsa2048)),
            ["{folded}"] = string.Join(" ", spki.Chunk(64).Select(c => new string(c))),
            ["{foldedlines}"] = string.Join("\r\n\t", spki.Chunk(64).Select(c => new string(c))),
            ["{unpadded}"] = Convert.ToBase64String(Invent(1032)).TrimEnd('='),
            ["{cut}"] = spki[..200],
            ["{cut1}"] = spki[..201],
            ["{cutshort}"] = spki[..2],
            ["{trailing}"] = Convert.ToBase64String([.. Rsa2048, 0]),
            ["{private1}"] = Convert.ToBase64String(rsa.ExportRSAPrivateKey()),
            ["{private8}"] = Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()),
            ["{ec}"] = Convert.ToBase64String(ec.ExportSubjectPublicKeyInfo()),
            ["{ed}"] = Convert.ToBase64String(Ed25519),
            ["{edcut}"] = Convert.ToBase64String(Ed25519[..20]),
            ["{edspki}"] = Convert.ToBase64String(edSpki),
        };
    }
}
