namespace Postscale.MailDns.Resolution;

/// <summary>The extended errors of RFC 8914 §4 and what they mean for an answer.</summary>
internal static class ExtendedErrors
{
    private static readonly string[] Names =
    [
        "other", "unsupported DNSKEY algorithm", "unsupported DS digest type", "stale answer", "forged answer",
        "DNSSEC indeterminate", "DNSSEC bogus", "signature expired", "signature not yet valid", "DNSKEY missing",
        "RRSIGs missing", "no zone key bit set", "NSEC missing", "cached error", "not ready", "blocked", "censored",
        "filtered", "prohibited", "stale NXDOMAIN answer", "not authoritative", "not supported", "no reachable authority",
        "network error", "invalid data",
    ];

    /// <summary>Whether the code says that DNSSEC validation failed (codes 6 to 12).</summary>
    public static bool IsBogus(int? code) => code is >= 6 and <= 12;

    /// <summary>
    /// Whether a negative answer with this code tells nothing of what DNS holds: it is stale (3, 19), made up (4),
    /// or the resolver's own policy (15 to 18).
    /// </summary>
    public static bool TaintsAbsence(int? code) => code is 3 or 4 or (>= 15 and <= 19);

    /// <summary>The code in words, fit to stand in brackets after a response code.</summary>
    public static string Describe(int code)
    {
        var name = code < Names.Length ? Names[code] : FormattableString.Invariant($"extended error {code}");
        return code is >= 7 and <= 12 ? $"DNSSEC: {name}" : name;
    }
}
