using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;

namespace Postscale.Server.Publishing;

/// <summary>Puts an include into an SPF record and leaves the rest of it as it is, letter for letter.</summary>
internal static class SpfInsertion
{
    /// <summary>
    /// The record with the include before its "all" (RFC 7208 §5.1: what stands behind is never reached), before its "redirect" if it
    /// has no "all" (§6.1: that comes last wherever it stands), or at its end.
    /// </summary>
    /// <param name="record">A record without a syntax error.</param>
    /// <param name="include">The name to include.</param>
    /// <returns>The longer record; null when the record has an error.</returns>
    public static string? Insert(string record, DnsName include)
    {
        if (!SpfRecord.TryParse(record, out _, out _))
        {
            return null;
        }

        var terms = record.TrimEnd(' ').Split(' ').ToList();
        var at = terms.FindIndex(IsAll);
        if (at < 0)
        {
            at = terms.FindIndex(t => t.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase));
        }

        terms.Insert(at < 0 ? terms.Count : at, $"include:{include}");
        return string.Join(' ', terms);
    }

    private static bool IsAll(string term) => string.Equals(term.TrimStart('+', '-', '~', '?'), "all", StringComparison.OrdinalIgnoreCase);
}
