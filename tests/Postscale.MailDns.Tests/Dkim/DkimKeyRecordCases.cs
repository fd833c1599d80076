using Postscale.MailDns.Dkim;
using Kind = Postscale.MailDns.Dkim.DkimKeyErrorKind;
using Warn = Postscale.MailDns.Dkim.DkimKeyWarningKind;

namespace Postscale.MailDns.Tests.Dkim;

/// <summary>Texts of records, by what they come to. A name in braces stands for a key, see <see cref="TestKeys"/>.</summary>
public static class DkimKeyRecordCases
{
    /// <summary>Text, algorithm, bits, warnings.</summary>
    public static TheoryData<string, DkimKeyAlgorithm, int, Warn[]> Usable => new()
    {
        // RFC 6376 §3.6.1
        { "v=DKIM1; k=rsa; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; k=rsa; p={rsa};", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; k=rsa; p={rsa}; ", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "  v = DKIM1 ;k= rsa;\tp ={rsa}  ", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [Warn.MissingVersion] },
        { "k=rsa; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [Warn.MissingVersion] },
        { "v=DKIM1; p={rsa}; h=sha256", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; h=sha1:sha256; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; h=sha256 : sha512; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; s=email; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; s=*; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; s=tlsrpt:email; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; t=y; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [Warn.Testing] },
        { "v=DKIM1; t=s; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; t=s:y:later; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [Warn.Testing] },
        { "v=DKIM1; t=; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [Warn.EmptyFlags] },
        { "v=DKIM1; n=say \"hello\" \\; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; n=; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; g=*; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; x_9=whatever; p={rsa}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; p={folded}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; p={foldedlines}", DkimKeyAlgorithm.Rsa, 2048, [] },
        { "v=DKIM1; p={unpadded}", DkimKeyAlgorithm.Rsa, 1032, [Warn.ShortKey, Warn.MissingPadding] },
        { "v=DKIM1; p={pkcs1}", DkimKeyAlgorithm.Rsa, 2048, [Warn.BareRsaKey] },
        // RFC 8301 §3.2
        { "v=DKIM1; p={rsa1024}", DkimKeyAlgorithm.Rsa, 1024, [Warn.ShortKey] },
        { "v=DKIM1; p={rsa4096}", DkimKeyAlgorithm.Rsa, 4096, [] },
        { "v=DKIM1; p={rsa8192}", DkimKeyAlgorithm.Rsa, 8192, [Warn.LongKey] },
        // RFC 8463 §4.2
        { "v=DKIM1; k=ed25519; p={ed}", DkimKeyAlgorithm.Ed25519, 256, [] },
        { "v=DKIM1; p={ed}; k=ed25519", DkimKeyAlgorithm.Ed25519, 256, [] },
        { "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", DkimKeyAlgorithm.Ed25519, 256, [] },
    };

    /// <summary>Text, kind, position, words of the reason.</summary>
    public static TheoryData<string, Kind, int, string> Unusable => new()
    {
        { "", Kind.Empty, 0, "empty" },
        { " \t", Kind.Empty, 0, "empty" },
        // RFC 6376 §3.2
        { "hello", Kind.Syntax, 0, "has no equals sign" },
        { "v=DKIM1; k=rsa; MIGfMA0", Kind.Syntax, 16, "no equals sign" },
        { "v=DKIM1;; p={rsa}", Kind.Syntax, 8, "nothing stands before the semicolon" },
        { "v=DKIM1; 2=a; p={rsa}", Kind.Syntax, 9, "name" },
        { "v=DKIM1; k-x=a; p={rsa}", Kind.Syntax, 10, "at character 11" },
        { "v=DKIM1; =a; p={rsa}", Kind.Syntax, 9, "name" },
        { "v=DKIM1; n=\u00e9; p={rsa}", Kind.Syntax, 11, "printable ASCII" },
        { "v=DKIM1; n=a\nb; p={rsa}", Kind.Syntax, 12, "at character 13" },
        { "v=DKIM1; n=a\r\nb; p={rsa}", Kind.Syntax, 12, "at character 13" },
        { "v=DKIM1; p={ed}; p={ed}", Kind.DuplicateTag, 57, "occurs twice" },
        { "v=DKIM1; n=a; n=a; p={rsa}", Kind.DuplicateTag, 14, "\"n\"" },
        { "v=DKIM1 k=rsa; p={rsa}", Kind.MissingSemicolon, 7, "after v=DKIM1" },
        { "v=DKIM1, k=rsa, p={rsa}", Kind.MissingSemicolon, 7, "after v=DKIM1" },
        { "v=DKIM1; k=rsa p={rsa}", Kind.MissingSemicolon, 15, "before p= at character 16" },
        { "\"v=DKIM1; p={rsa}\"", Kind.Quotes, 0, "quotation marks" },
        { "v=DKIM1; p=\"{rsa}\"", Kind.Quotes, 11, "at character 12" },
        { "v=DKIM1\"; p={rsa}", Kind.Quotes, 7, "quotation marks" },
        { "v=DKIM1; k=\"rsa\"; p={rsa}", Kind.Quotes, 11, "quotation marks" },
        { "v=DKIM1\\; k=rsa\\; p={rsa}", Kind.Backslash, 7, "at character 8" },
        { "k=rsa\\; p={rsa}", Kind.Backslash, 5, "backslash" },
        // RFC 6376 §3.6.1
        { "v=spf1 include:example.com -all", Kind.Version, 2, "spf1" },
        { "v=dkim1; p={rsa}", Kind.Version, 2, "only DKIM1" },
        { "v=DKIM2; p={rsa}", Kind.Version, 2, "DKIM2" },
        { "v=DKIM10; p={rsa}", Kind.Version, 2, "DKIM10" },
        { "v=; p={rsa}", Kind.Version, 2, "v= tag" },
        { "k=rsa; v=DKIM1; p={rsa}", Kind.VersionNotFirst, 7, "first" },
        { "v=DKIM1", Kind.MissingKey, 7, "p= tag" },
        { "v=DKIM1; k=rsa", Kind.MissingKey, 14, "p= tag" },
        { "v=DKIM1; P={rsa}", Kind.MissingKey, 9, "P=" },
        { "v=DKIM1; k=dsa; p={rsa}", Kind.UnknownKeyType, 11, "dsa" },
        { "v=DKIM1; k=RSA; p={rsa}", Kind.UnknownKeyType, 11, "lower case" },
        { "v=DKIM1; k=; p={rsa}", Kind.UnknownKeyType, 11, "k= tag" },
        { "v=DKIM1; h=sha1; p={rsa}", Kind.HashNotUsable, 11, "sha256" },
        { "v=DKIM1; h=; p={rsa}", Kind.HashNotUsable, 11, "sha256" },
        { "v=DKIM1; h=sha256,sha1; p={rsa}", Kind.BadValue, 11, "colons" },
        { "v=DKIM1; h=sha256::sha1; p={rsa}", Kind.BadValue, 11, "colons" },
        { "v=DKIM1; s=web; p={rsa}", Kind.NotForEmail, 11, "web" },
        { "v=DKIM1; s=; p={rsa}", Kind.NotForEmail, 11, "email" },
        { "v=DKIM1; s=email,*; p={rsa}", Kind.BadValue, 11, "colons" },
        { "v=DKIM1; t=y,s; p={rsa}", Kind.BadValue, 11, "colons" },
        { "v=DKIM1; p=MIGf*A0", Kind.NotBase64, 15, "at character 16" },
        { "v=DKIM1; p={ed}; k=ed25519, t=y", Kind.UnknownKeyType, 59, "ed25519, t=y" },
        { "v=DKIM1; p=====", Kind.NotBase64, 11, "not base64" },
        { "v=DKIM1; k=ed25519; p={ed}A", Kind.NotBase64, 66, "not base64" },
        { "v=DKIM1; p={rsa}A", Kind.NotBase64, 404, "middle of an octet" },
        { "v=DKIM1; p=-----BEGIN PUBLIC KEY-----{rsa}", Kind.NotBase64, 11, "BEGIN line" },
        { "v=DKIM1; p={cut}", Kind.KeyCutOff, 211, "cut off" },
        { "v=DKIM1; p={cut1}", Kind.KeyCutOff, 212, "cut off" },
        { "v=DKIM1; p={cutshort}", Kind.KeyCutOff, 13, "cut off" },
        { "v=DKIM1; k=ed25519; p={edcut}", Kind.KeyCutOff, 50, "20 octets" },
        { "v=DKIM1; p={trailing}", Kind.KeyMalformed, 407, "after the end" },
        { "v=DKIM1; p=aGVsbG8gd29ybGQ=", Kind.KeyMalformed, 11, "not of an RSA key" },
        { "v=DKIM1; p={even}", Kind.KeyMalformed, 11, "numbers" },
        { "v=DKIM1; p={exponent1}", Kind.KeyMalformed, 11, "numbers" },
        { "v=DKIM1; p={zeros}", Kind.KeyMalformed, 11, "numbers" },
        { "v=DKIM1; p={negative}", Kind.KeyMalformed, 11, "numbers" },
        { "v=DKIM1; p={longform}", Kind.KeyMalformed, 11, "not of an RSA key" },
        { "v=DKIM1; p={indefinite}", Kind.KeyMalformed, 11, "not of an RSA key" },
        { "v=DKIM1; p={private1}", Kind.PrivateKey, 11, "private key" },
        { "v=DKIM1; p={private8}", Kind.PrivateKey, 11, "private key" },
        { "v=DKIM1; p={ec}", Kind.KeyTypeMismatch, 11, "not an RSA key" },
        { "v=DKIM1; p={ed}", Kind.KeyTypeMismatch, 11, "k=ed25519 is missing" },
        { "v=DKIM1; k=ed25519; p={edspki}", Kind.KeyMalformed, 22, "wrapped" },
        { "v=DKIM1; k=ed25519; p={rsa}", Kind.KeyTypeMismatch, 22, "an RSA key" },
        // RFC 8301 §3.2
        { "v=DKIM1; p={rsa512}", Kind.KeyTooShort, 11, "512 bits" },
        { "v=DKIM1; p={rsa1023}", Kind.KeyTooShort, 11, "1023 bits" },
    };
}
