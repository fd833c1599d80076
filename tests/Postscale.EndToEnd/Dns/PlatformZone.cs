using System.Security.Cryptography;

namespace Postscale.EndToEnd.Dns;

/// <summary>The names of a platform, and what its operator publishes for itself.</summary>
internal sealed class PlatformZone(string domain)
{
    private readonly string _key = NewKey();

    public string Domain => domain;

    public string Mx => $"mx.{domain}";

    public string Spf => $"_spf.{domain}";

    public string DkimTarget => $"postscale1.dkim.{domain}";

    public string Bounces => $"bounces.{domain}";

    /// <summary>What tells the service its names.</summary>
    public string[] Options => ["--platform", $"domain={domain}"];

    /// <summary>The text of the DKIM key record.</summary>
    public string DkimText => $"v=DKIM1; k=rsa; p={_key}";

    /// <summary>All records, with the DKIM key or another text in its place.</summary>
    public string Records(string? dkimText = null) =>
        $"""
        mx A 192.0.2.25
        _spf TXT "v=spf1 ip4:192.0.2.0/24 -all"
        postscale1.dkim TXT {ZoneText.Strings(dkimText ?? DkimText)}
        bounces A 192.0.2.26
        """;

    /// <summary>A new 2048-bit RSA key as the p= tag has it.</summary>
    public static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
