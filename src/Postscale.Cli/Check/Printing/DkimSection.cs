using Postscale.MailDns.Dkim;

namespace Postscale.Cli.Check.Printing;

/// <summary>The key at the platform's selector; which other selectors a domain has, DNS does not tell.</summary>
internal static class DkimSection
{
    public static void Write(Page page, DkimKeyResult? key)
    {
        if (key?.Record is { IsRevoked: false } record)
        {
            var name = record.Algorithm == DkimKeyAlgorithm.Rsa ? "RSA" : "Ed25519";
            page.Field("key", $"{name}, {record.KeyBits} bits{(record.IsTesting ? ", in test mode (t=y)" : "")}");
        }
        else if (key is { Outcome: DkimKeyOutcome.NotFound })
        {
            page.Field("key", "none at this selector; keys of other providers stand at selectors of theirs, which DNS does not list", Ink.Faint);
        }
    }
}
