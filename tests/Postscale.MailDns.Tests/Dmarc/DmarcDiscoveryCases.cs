namespace Postscale.MailDns.Tests.Dmarc;

/// <summary>
/// Zones, domains and what the discovery comes to. A zone is entries with "|" between them: "name text" for the record at "_dmarc.name",
/// "name !" where DNS fails there. "exists name" gives a name an address, "broken name" makes look-ups of the address fail.
/// </summary>
public static class DmarcDiscoveryCases
{
    /// <summary>Section of RFC 9989, zone, domain, outcome, domain of the record, policy and policy after t=y, organizational domain.</summary>
    public static TheoryData<string, string, string, string> All => new()
    {
        // The domain's own record.
        { "4.10.1", "example.com v=DMARC1; p=reject", "example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=reject; sp=none", "example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.1", "a.example.com v=DMARC1; p=none|example.com v=DMARC1; p=reject", "a.example.com", "Found a.example.com none/none org=example.com" },
        { "4.10.1", "a.example.com v=DMARC1; p=quarantine; psd=n|example.com v=DMARC1; p=reject", "a.example.com", "Found a.example.com quarantine/quarantine org=a.example.com" },
        { "4.10.2", "example.com v=DMARC1; p=reject|com v=DMARC1; p=none; psd=y", "example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.2", "bank v=DMARC1; p=reject; psd=y", "bank", "Found bank reject/reject org=bank" },
        { "4.7 t", "example.com v=DMARC1; p=reject; t=y", "example.com", "Found example.com reject/quarantine org=example.com" },
        { "4.7 t", "example.com v=DMARC1; p=quarantine; t=y", "example.com", "Found example.com quarantine/none org=example.com" },
        { "4.7 t", "example.com v=DMARC1; p=none; t=y", "example.com", "Found example.com none/none org=example.com" },
        // An inherited record.
        { "4.10.1", "example.com v=DMARC1; p=reject", "a.example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=reject; sp=quarantine|exists a.example.com", "a.example.com", "Found example.com quarantine/quarantine org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=reject; sp=quarantine; t=y", "a.example.com", "Found example.com quarantine/none org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=none; np=reject|exists a.example.com", "a.example.com", "Found example.com none/none org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=none; np=reject", "a.example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=none; np=reject|exists b.a.example.com", "a.example.com", "Found example.com none/none org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=none; sp=quarantine; np=reject", "a.example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=none; np=reject|broken a.example.com", "a.example.com", "Found example.com none/none org=example.com ExistenceUnknown" },
        { "4.10.2", "b.example.com v=DMARC1; p=none|example.com v=DMARC1; p=reject", "a.b.example.com", "Found example.com reject/reject org=example.com" },
        { "4.10.2", "b.example.com v=DMARC1; p=none; psd=n|example.com v=DMARC1; p=reject", "a.b.example.com", "Found b.example.com none/none org=b.example.com" },
        { "4.10.2", "b.example.com v=DMARC1; p=quarantine|example.com v=DMARC1; p=reject; psd=y", "a.b.example.com", "Found b.example.com quarantine/quarantine org=b.example.com" },
        { "4.10.2", "com v=DMARC1; p=reject; psd=y", "a.mail.example.com", "Found com reject/reject org=example.com" },
        { "4.10.2", "com v=DMARC1; p=reject; sp=none; psd=y", "example.com", "Found com none/none org=example.com" },
        { "4.10.2", "com v=DMARC1; p=reject", "example.com", "Found com reject/reject org=com" },
        { "4.10.1", "gov.example v=DMARC1; p=none; np=reject; psd=y", "missing.gov.example", "Found gov.example reject/reject org=missing.gov.example" },
        // Eight queries and no more.
        { "4.10", "g.h.i.j.mail.example.com v=DMARC1; p=reject; psd=n", "a.b.c.d.e.f.g.h.i.j.mail.example.com", "Found g.h.i.j.mail.example.com reject/reject org=g.h.i.j.mail.example.com" },
        { "4.10", "f.g.h.i.j.mail.example.com v=DMARC1; p=reject", "a.b.c.d.e.f.g.h.i.j.mail.example.com", "None org=a.b.c.d.e.f.g.h.i.j.mail.example.com" },
        { "4.10", "example.com v=DMARC1; p=reject", "a.b.c.d.e.f.g.h.i.j.mail.example.com", "Found example.com reject/reject org=example.com" },
        { "4.10", "com v=DMARC1; p=reject; psd=y", "a.b.c.d.e.f.g.h.i.j.mail.example.com", "Found com reject/reject org=example.com" },
        { "4.10", "2.3.4.5.6.7.8 v=DMARC1; p=reject", "1.2.3.4.5.6.7.8", "Found 2.3.4.5.6.7.8 reject/reject org=2.3.4.5.6.7.8" },
        // Several records at one name.
        { "4.10", "example.com v=DMARC1; p=none|example.com v=DMARC1; p=none", "example.com", "Multiple example.com org=example.com" },
        { "4.10", "example.com v=DMARC1; p=none|example.com v=DMARC1; p=none|com v=DMARC1; p=reject; psd=y", "example.com", "Found com reject/reject org=example.com SeveralIgnored" },
        { "4.10", "a.example.com v=DMARC1; p=none|a.example.com v=DMARC1; p=none|example.com v=DMARC1; p=reject", "a.example.com", "Found example.com reject/reject org=example.com SeveralIgnored" },
        { "4.10", "example.com v=DMARC1; p=none|example.com v=DMARC1; p=none", "a.example.com", "Multiple example.com org=a.example.com" },
        { "4.10", "example.com v=DMARC1; p=none|example.com v=DMARC1; p=bad", "example.com", "Multiple example.com org=example.com" },
        { "4.10", "a.example.com v=DMARC1; p=none; psd=n|a.example.com v=DMARC1; p=none; psd=n|example.com v=DMARC1; p=reject", "a.example.com", "Found example.com reject/reject org=example.com SeveralIgnored" },
        { "4.10", "example.com v=DMARC1; p=none|example.com v=spf1 -all", "example.com", "Found example.com none/none org=example.com" },
        { "4.10", "example.com v=DMARC1; p=none|example.com v=dmarc1; p=reject", "example.com", "Found example.com none/none org=example.com UnusableIgnored" },
        // Nothing, or nothing that counts.
        { "4.10.1", "", "example.com", "None org=example.com" },
        { "4.10.1", "example.com v=spf1 -all", "example.com", "None org=example.com" },
        { "4.10.1", "b.example.com v=DMARC1; p=reject", "a.example.com", "None org=a.example.com" },
        { "4.10.1", "", "com", "None org=com" },
        { "4.10.1", "", ".", "None org=." },
        { "4.10", "example.com v=dmarc1; p=none", "example.com", "Invalid example.com VersionCase org=example.com" },
        { "4.10", "example.com v=DMARC1, p=none", "example.com", "Invalid example.com CommaForSemicolon org=example.com" },
        { "4.10", "example.com \"v=DMARC1; p=none\"", "example.com", "Invalid example.com Quotes org=example.com" },
        { "4.10", "a.example.com v=DMARC1 p=none|example.com v=DMARC1; p=reject", "a.example.com", "Found example.com reject/reject org=example.com UnusableIgnored" },
        { "4.10", "example.com p=none; v=DMARC1", "a.example.com", "Invalid example.com VersionNotFirst org=a.example.com" },
        { "4.10.1", "example.com v=DMARC1; p=bad", "example.com", "Invalid example.com PolicyInvalid org=example.com" },
        { "4.10.1", "example.com v=DMARC1", "example.com", "Invalid example.com PolicyMissing org=example.com" },
        { "4.10.1", "a.example.com v=DMARC1; p=bad|example.com v=DMARC1; p=reject", "a.example.com", "Invalid a.example.com PolicyInvalid org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=bad", "a.example.com", "Invalid example.com PolicyInvalid org=example.com" },
        { "4.10.1", "example.com v=DMARC1; p=reject; sp=bad; rua=mailto:a@example.com", "a.example.com", "Found example.com none/none org=example.com" },
        // DNS that cannot be read.
        { "4.10.1", "example.com !", "example.com", "TemporaryFailure org=?" },
        { "4.10.1", "example.com v=DMARC1; p=reject|com !", "example.com", "Found example.com reject/reject org=? OrganizationalDomainUnknown" },
        { "4.10.1", "com !", "example.com", "TemporaryFailure org=?" },
        { "4.10.1", "b.example.com !|example.com v=DMARC1; p=reject", "a.b.example.com", "TemporaryFailure org=?" },
        { "4.10.1", "b.example.com v=DMARC1; p=reject|example.com !", "a.b.example.com", "TemporaryFailure org=?" },
        { "4.10.1", "b.example.com v=DMARC1; p=reject; psd=n|example.com !", "a.b.example.com", "Found b.example.com reject/reject org=b.example.com" },
        { "4.10.1", "a.example.com v=DMARC1; p=none|a.example.com v=DMARC1; p=none|example.com !", "a.example.com", "TemporaryFailure org=?" },
        { "4.10.1", "example.com v=DMARC1; p=bad|com !", "example.com", "Invalid example.com PolicyInvalid org=?" },
    };
}
