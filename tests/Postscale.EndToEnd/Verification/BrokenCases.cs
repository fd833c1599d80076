namespace Postscale.EndToEnd.Verification;

/// <summary>The faults that people make, and what they must read.</summary>
internal static class BrokenCases
{
    private const string Unowned = "Verification failed. Ownership not confirmed.";
    private const string Valid = "Domain verified. MX, SPF, DKIM, and DMARC records are valid.";
    private const string NoMx = "Verification failed. MX record missing.";
    private const string BadMx = "Verification failed. MX record invalid.";
    private const string NoSpf = "Verification failed. SPF record missing.";
    private const string BadSpf = "Verification failed. SPF record invalid.";
    private const string BadDkim = "Domain verified. MX, SPF, and DMARC records are valid. DKIM record invalid.";
    private const string NoDmarc = "Domain verified. MX, SPF, and DKIM records are valid. DMARC record not found.";
    private const string BadDmarc = "Domain verified. MX, SPF, and DKIM records are valid. DMARC record invalid.";

    public static readonly BrokenCase[] All =
    [
        new("the token of another", "ownership", """_postscale.{d}. TXT "postscale-verification=00" """, Unowned,
            "TXT record found for _postscale.{d} but it holds another token, \"postscale-verification=00\": another account's, or an old one"),
        new("the token at the domain itself", "ownership", """{d}. TXT "TOKEN" """, Unowned,
            "TXT record not found for _postscale.{d}. It stands at {d}, where it is not looked for. Move it to _postscale.{d}"),
        new("the full name typed into a field that adds the domain", "ownership", """_postscale.{d}.{d}. TXT "TOKEN" """, Unowned,
            "TXT record not found for _postscale.{d}. It stands at _postscale.{d}.{d}: the domain was added twice. Enter the host part alone at the DNS provider"),
        new("another text", "ownership", """_postscale.{d}. TXT "hello" """, Unowned, "TXT record found for _postscale.{d} but it is not the token; found \"hello\""),
        new("another text beside it", "ownership", """_postscale.{d}. TXT "hello" """ + "\n" + """_postscale.{d}. TXT "TOKEN" """, Valid, ""),
        new("quotes around the token", "ownership", """_postscale.{d}. TXT "\"TOKEN\"" """, Valid, null),

        new("null MX", "mx", "{d}. MX 0 .", BadMx, "Null MX found for {d}: the record \"0 .\" says that the domain takes no mail (RFC 7505)", "."),
        new("a better preference elsewhere", "mx", "{d}. MX 10 mx.{p}.\n{d}. MX 5 mail.other.example.", BadMx,
            "MX records found pointing to mx.{p}, but mail.other.example has a better preference (5 before 10) and takes the mail", "mail.other.example mx.{p}"),
        new("elsewhere", "mx", "{d}. MX 10 mail.other.example.", NoMx, "No MX records found pointing to {p}", "mail.other.example"),
        new("an alias to ours", "mx", "{d}. MX 10 mail.{d}.\nmail.{d}. CNAME mx.{p}.", BadMx,
            "MX record points to mail.{d}, which is an alias (CNAME) to mx.{p}; an MX record must name the host itself (RFC 2181 section 10.3)", "mail.{d}"),
        new("a host without its dot", "mx", "{d}. MX 10 mx.{p}", BadMx,
            "MX record points to mx.{p}.{d}: the domain was added to the host name. Enter mx.{p} with a dot at its end", "mx.{p}.{d}"),
        new("others behind ours", "mx", "{d}. MX 10 mx.{p}.\n{d}. MX 20 backup.other.example.", Valid, null, "mx.{p} backup.other.example"),

        new("two records", "spf", """{d}. TXT "v=spf1 include:_spf.{p} ~all" """ + "\n" + """{d}. TXT "v=spf1 -all" """, BadSpf,
            "{d} has 2 SPF records, and receivers reject that (RFC 7208 §4.5). Merge them into one: 'v=spf1 include:_spf.{p} ~all', 'v=spf1 -all'.",
            "v=spf1 include:_spf.{p} ~all"),
        new("without the include", "spf", """{d}. TXT "v=spf1 mx ~all" """, NoSpf, "SPF record found but missing 'include:_spf.{p}'", "v=spf1 mx ~all"),
        new("neutral on the include", "spf", """{d}. TXT "v=spf1 ?include:_spf.{p} ~all" """, BadSpf,
            "The SPF record of {d} reaches _spf.{p} through '?include:_spf.{p}', and the '?' there makes the result neutral where pass is needed; remove the '?'.",
            "v=spf1 ?include:_spf.{p} ~all"),
        new("the include behind all", "spf", """{d}. TXT "v=spf1 ~all include:_spf.{p}" """, BadSpf,
            "The SPF record of {d} names _spf.{p}, but 'include:_spf.{p}' is never reached, because '~all' before it matches every sender.",
            "v=spf1 ~all include:_spf.{p}"),
        new("a syntax error", "spf", """{d}. TXT "v=spf1 ip4:192.0.2.300 include:_spf.{p} ~all" """, BadSpf,
            "The SPF record of {d} has a syntax error at character 12, in 'ip4:192.0.2.300': 'ip4' needs an IPv4 address, found '192.0.2.300'.",
            "v=spf1 ip4:192.0.2.300 include:_spf.{p} ~all"),
        new("a redirect to the include's record", "spf", """{d}. TXT "v=spf1 redirect=_spf.{p}" """, Valid, "", "v=spf1 redirect=_spf.{p}"),

        new("an alias to elsewhere", "dkim", "postscale1._domainkey.{d}. CNAME key.other.example.", BadDkim,
            "CNAME record found for postscale1._domainkey.{d} but it points to key.other.example, not to postscale1.dkim.{p}"),
        new("another key as TXT", "dkim", "postscale1._domainkey.{d}. TXT OTHERKEY", BadDkim, "DKIM key found for postscale1._domainkey.{d} but it is not the platform's"),
        new("no key at all", "dkim", """postscale1._domainkey.{d}. TXT "v=DKIM1" """, BadDkim,
            "TXT record found for postscale1._domainkey.{d} but it is no DKIM key that works: the p= tag, which holds the key, is missing"),
        new("the platform's key as TXT", "dkim", "postscale1._domainkey.{d}. TXT KEY", Valid, null),

        new("no policy and no address", "dmarc", """_dmarc.{d}. TXT "v=DMARC1" """, BadDmarc,
            "DMARC record found but not valid: the record at _dmarc.{d} is not applied: the p= tag, which holds the policy, is missing"),
        new("an unknown policy", "dmarc", """_dmarc.{d}. TXT "v=DMARC1; p=maybe" """, BadDmarc,
            "DMARC record found but not valid: the record at _dmarc.{d} is not applied: the p= tag is \"maybe\", and must be none, quarantine or reject"),
        new("two records", "dmarc", """_dmarc.{d}. TXT "v=DMARC1; p=none" """ + "\n" + """_dmarc.{d}. TXT "v=DMARC1; p=reject" """, BadDmarc,
            "DMARC record found but not valid: there are 2 DMARC records at _dmarc.{d}, so that receivers ignore all of them"),
        new("at the domain itself", "dmarc", """{d}. TXT "v=DMARC1; p=reject" """, NoDmarc,
            "DMARC record not found for _dmarc.{d}. It stands at {d}, where it is not looked for. Move it to _dmarc.{d}"),
        new("an address and no policy", "dmarc", """_dmarc.{d}. TXT "v=DMARC1; rua=mailto:reports@{d}" """, Valid, null),

        new("a proxied alias", "return_path", "ps-bounces.{d}. A 198.51.100.7", Valid,
            "CNAME record not found for ps-bounces.{d}: an address record stands there instead, as when a provider proxies or flattens the alias"),
        new("an alias to elsewhere", "return_path", "ps-bounces.{d}. CNAME bounces.other.example.", Valid,
            "CNAME record found for ps-bounces.{d} but it points to bounces.other.example, not to bounces.{p}"),
        new("an alias by way of another", "return_path", "ps-bounces.{d}. CNAME b.{d}.\nb.{d}. CNAME bounces.{p}.", Valid, ""),
    ];
}
