using Postscale.MailDns.Names;
using static Postscale.MailDns.Names.DomainNameError;

namespace Postscale.MailDns.Tests.Names;

/// <summary>What is taken for which name, and what is refused for which reason.</summary>
internal static class DomainNameCases
{
    private static readonly string Label63 = new('a', 63);

    /// <summary>As given; the A-labels it stands for.</summary>
    public static TheoryData<string, string> Accepted => new()
    {
        // Plain names.
        { "example.com", "example.com" },
        { "EXAMPLE.Com", "example.com" },
        { "a.b", "a.b" },
        { "a.b.c.d.e.f.example.com", "a.b.c.d.e.f.example.com" },
        { "1.example", "1.example" },
        { "123.456.example", "123.456.example" },
        { "3com.com", "3com.com" },
        { "0x7f.example", "0x7f.example" },
        { "127.0.0.1.example", "127.0.0.1.example" },
        { "example.0xyz", "example.0xyz" },
        { "example.1a", "example.1a" },
        { "a-b.example", "a-b.example" },
        { "a--b.example", "a--b.example" },
        { "r3---sn-4g5e6nz7.example", "r3---sn-4g5e6nz7.example" },
        { "host.test", "host.test" },

        // White space around, dots.
        { "  example.com\t", "example.com" },
        { "\r\nexample.com\r\n", "example.com" },
        { "\u00A0example.com\u3000", "example.com" },
        { "example.com.", "example.com" },
        { " example.com. ", "example.com" },
        { "example\u3002com", "example.com" },
        { "example\uFF0Ecom\uFF61", "example.com" },
        { "www.bücher\uFF61example", "www.xn--bcher-kva.example" },

        // UTS #46 mapping: case, width, compatibility, ignored characters, composition.
        { "bücher.de", "xn--bcher-kva.de" },
        { "BÜCHER.DE", "xn--bcher-kva.de" },
        { "bu\u0308cher.de", "xn--bcher-kva.de" },
        { "ｅｘａｍｐｌｅ.ｃｏｍ", "example.com" },
        { "ＥＸＡＭＰＬＥ．ＣＯＭ", "example.com" },
        { "ﬁrma.example", "firma.example" },
        { "exam\u00ADple.com", "example.com" },
        { "exam\u200Bple.com", "example.com" },
        { "exam\u2060ple.com", "example.com" },
        { "\uFEFFexample.com", "example.com" },
        { "①.example", "1.example" },
        { "㎏.example", "kg.example" },
        { "ⅷ.example", "viii.example" },
        { "İstanbul.example", "xn--istanbul-o0e.example" },
        { "ｶﾞ.example", "xn--mck.example" },
        { "日本語.jp", "xn--wgv71a119e.jp" },
        { "食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn" },
        { "почта.рф", "xn--80a1acny.xn--p1ai" },
        { "ПОЧТА.РФ", "xn--80a1acny.xn--p1ai" },
        { "한국.example", "xn--3e0b707e.example" },
        { "☃.example", "xn--n3h.example" },
        { "💩.example", "xn--ls8h.example" },

        // The four deviations keep their identity in non-transitional processing.
        { "faß.de", "xn--fa-hia.de" },
        { "FAß.de", "xn--fa-hia.de" },
        { "fass.de", "fass.de" },
        { "βόλος.com", "xn--nxasmm1c.com" },
        { "ΒΌΛΟΣ.com", "xn--nxasmq6b.com" },
        { "क\u094D\u200Dष.example", "xn--11b2ezcw70k.example" },
        { "क\u094D\u200Cष.example", "xn--11b2ezcs70k.example" },
        { "نامه\u200Cای.com", "xn--mgba3gch31f060k.com" },

        // Mixed scripts are allowed: whose name it is says DNS, not the look.
        { "\u0430pple.com", "xn--pple-43d.com" },
        { "東京tokyo.example", "xn--tokyo-w91hq39l.example" },

        // A-labels in any case.
        { "xn--bcher-kva.de", "xn--bcher-kva.de" },
        { "XN--BCHER-KVA.DE", "xn--bcher-kva.de" },
        { "xn--fa-hia.de", "xn--fa-hia.de" },
        { "ｘｎ－－bcher-kva.de", "xn--bcher-kva.de" },
        { "www.xn--p1ai", "www.xn--p1ai" },
        { "ab--ü.example", "xn--ab---3ra.example" },

        // RFC 5893.
        { "שלום.example", "xn--9dbne9b.example" },
        { "مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv" },
        { "א1.example", "xn--1-zhc.example" },
        { "א\u05B7.example", "xn--fdb3c.example" },
        { "a1.שלום.example", "a1.xn--9dbne9b.example" },
        { "مثال۱۲.example", "xn--mgbh0fb77fga.example" },

        // At the borders.
        { Label63 + ".example", Label63 + ".example" },
        { "ü" + new string('a', 55) + ".example", "xn--" + new string('a', 55) + "-oxf.example" },
        { string.Join('.', Label63, Label63, Label63, Label63[..61]), string.Join('.', Label63, Label63, Label63, Label63[..61]) },
        { string.Join('.', Label63, Label63, Label63, Label63[..61]) + ".", string.Join('.', Label63, Label63, Label63, Label63[..61]) },
        { new string(' ', 500) + "example.com" + new string(' ', 500), "example.com" },
    };

    /// <summary>As given; the reason.</summary>
    public static TheoryData<string?, DomainNameError> Refused => new()
    {
        { null, Empty },
        { "", Empty },
        { " \t\u3000 ", Empty },
        { ".", Empty },
        { "\u3002", Empty },
        { "..", EmptyLabel },
        { "example.com..", EmptyLabel },
        { "example.com.\u3002", EmptyLabel },
        { ".example.com", EmptyLabel },
        { "example..com", EmptyLabel },
        { "example\u3002\uFF0Ecom", EmptyLabel },
        { "example. .com", InvalidCharacter },
        { "com", SingleLabel },
        { "localhost", SingleLabel },
        { "com.", SingleLabel },
        { "рф", SingleLabel },

        // Lengths.
        { Label63 + "a.example", LabelTooLong },
        { "example." + Label63 + "a", LabelTooLong },
        { "ü" + new string('a', 56) + ".example", LabelTooLong },
        { new string('日', 63) + ".example", LabelTooLong },
        { string.Join('.', Label63, Label63, Label63, Label63[..62]), TooLong },
        { string.Join('.', Enumerable.Repeat("a", 128)), TooLong },
        { new string('a', 1025), TooLong },
        { new string('\uD800', 100_000), TooLong },

        // Addresses and numbers.
        { "127.0.0.1", IpAddress },
        { "127.0.0.1.", IpAddress },
        { "１２７．０．０．１", IpAddress },
        { "0x7f.1", IpAddress },
        { "0x7F.0X1", IpAddress },
        { "1.0x", IpAddress },
        { "2130706433", IpAddress },
        { "0177.0.0.01", IpAddress },
        { "999.999.999.999", IpAddress },
        { "[127.0.0.1]", IpAddress },
        { "[::1]", IpAddress },
        { "[IPv6:2001:db8::1]", IpAddress },
        { "::1", IpAddress },
        { "2001:db8::1", IpAddress },
        { "fe80::1%eth0", IpAddress },
        { "::ffff:192.0.2.1", IpAddress },
        { "example.123", NumericTopLevel },
        { "example.0xff", NumericTopLevel },
        { "1.2.3.4.5", NumericTopLevel },
        { "example.٣", MixedDirection },
        { "example.①", NumericTopLevel },

        // Hyphens and characters.
        { "-example.com", Hyphen },
        { "example-.com", Hyphen },
        { "example.-com", Hyphen },
        { "-.com", Hyphen },
        { "-ü.com", Hyphen },
        { "ü-.com", Hyphen },
        { "ü\uFF0D.com", InvalidUnicode },
        { "_dmarc.example.com", Underscore },
        { "a_ü.example", Underscore },
        { "a\uFF3Fb.example", InvalidUnicode },
        { "*.example.com", Wildcard },
        { "user@example.com", EmailAddress },
        { "mailto:user@example.com", EmailAddress },
        { "https://example.com", Url },
        { "https://user@example.com/", Url },
        { "example.com/", Url },
        { "example.com:25", Url },
        { "exa mple.com", InvalidCharacter },
        { "exam\0ple.com", InvalidCharacter },
        { "example.com\0", InvalidCharacter },
        { "exam\nple.com", InvalidCharacter },
        { "exam\u007Fple.com", InvalidCharacter },
        { "a,b.com", InvalidCharacter },
        { "exam%70le.com", InvalidCharacter },
        { "\"example\".com", InvalidCharacter },
        { "exam\\ple.com", InvalidCharacter },
        { "xn--a\u00A0b.com", InvalidALabel },

        // Not allowed by UTS #46, or not there.
        { "\u00AD.example", InvalidUnicode },
        { "\u200B.example", InvalidUnicode },
        { "a\u200Db.example", InvalidUnicode },
        { "a\u200Cb.example", InvalidUnicode },
        { "exam\u202Eple.com", InvalidUnicode },
        { "exam\u0085ple.com", InvalidUnicode },
        { "exa\u00A0mple.com", InvalidUnicode },
        { "\u0301a.example", InvalidUnicode },
        { "a\u2024b.example", InvalidUnicode },
        { "\u2488ü.example", InvalidUnicode },
        { "a\u2100b.example", InvalidUnicode },
        { "\uE000.example", InvalidUnicode },
        { "\uFFFD.example", InvalidUnicode },
        { "\uFFFF.example", InvalidUnicode },
        { "\uD800.example", InvalidUnicode },
        { "a\uDC00.example", InvalidUnicode },
        { "a\uD800", InvalidUnicode },

        // "xn--" that no Unicode label turns into.
        { "xn--a.example", InvalidALabel },
        { "xn--0.example", InvalidALabel },
        { "xn--u-ccb.example", InvalidALabel },
        { "xn--xn---epa.example", InvalidALabel },
        { "xn--99999999.example", InvalidALabel },
        { "xn--ü.example", InvalidALabel },
        { "xn--.example", Hyphen },
        { "xn--abc-.example", Hyphen },

        // RFC 5893 §2.
        { "1א.example", MixedDirection },
        { "אa.example", MixedDirection },
        { "aא.example", MixedDirection },
        { "א1٢.example", MixedDirection },
        { "1.שלום.example", MixedDirection },
        { "שלום.7up.example", MixedDirection },
        { "xn--1-0hc.example", MixedDirection },
    };
}
