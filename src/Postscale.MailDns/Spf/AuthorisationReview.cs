using System.Globalization;

namespace Postscale.MailDns.Spf;

/// <summary>What deserves attention in a record that may well hold.</summary>
internal static class AuthorisationReview
{
    // RFC 7208 §3.4: an answer should fit into 512 octets, and a record of 450 characters leaves room for the rest.
    private const int ComfortableLength = 450;

    public static IEnumerable<string> OfRecord(SpfRecord record, string text)
    {
        var all = record.All;
        if (all is null && record.Redirect is null)
        {
            yield return "The record has no 'all' at its end, so it says nothing about senders that are not listed; add '~all' or '-all'.";
        }
        else if (all?.Qualifier == SpfQualifier.Pass)
        {
            yield return "'+all' lets everyone send as this domain; end the record with '~all' or '-all' (RFC 7208 §5.1).";
        }
        else if (all?.Qualifier == SpfQualifier.Neutral)
        {
            yield return "'?all' says nothing about senders that are not listed; '~all' or '-all' would.";
        }

        if (all is not null)
        {
            var behind = record.Terms.SkipWhile(t => !ReferenceEquals(t, all)).Skip(1).OfType<SpfDirective>().Select(d => d.ToString()).ToList();
            if (behind.Count > 0)
            {
                yield return $"{string.Join(", ", behind.Take(3).Select(b => Quote.Of(b)))} behind '{all}' {(behind.Count == 1 ? "is" : "are")} never reached (RFC 7208 §5.1).";
            }

            if (record.Redirect is { } redirect)
            {
                yield return $"{Quote.Of(redirect.ToString())} has no effect beside '{all}' (RFC 7208 §6.1).";
            }
        }

        if (record.Directives.Any(d => d.Mechanism.Kind == SpfMechanismKind.Ptr))
        {
            yield return "'ptr' should not be used: it is slow and many receivers ignore it (RFC 7208 §5.5).";
        }

        foreach (var modifier in record.Terms.OfType<SpfModifier>().Where(m => IsMechanismName(m.Name)))
        {
            yield return $"{Quote.Of(modifier.ToString())} is ignored: a mechanism is written with a colon, '{modifier.Name}:' (RFC 7208 §6).";
        }

        if (text.Length > ComfortableLength)
        {
            yield return $"The record has {text.Length} characters; above {ComfortableLength} some receivers may fail to read it over UDP (RFC 7208 §3.4).";
        }
    }

    public static IEnumerable<string> OfCounts(int worstCase, IReadOnlyList<string> voids, IReadOnlyList<string> opaque, SpfLimits limits)
    {
        if (worstCase > limits.MaxLookups)
        {
            yield return $"The whole record needs {Count(worstCase, limits)} look-ups where RFC 7208 §4.6.4 allows {limits.MaxLookups}: senders that match late or not at all get a permanent error.";
        }
        else if (worstCase >= limits.MaxLookups - 1)
        {
            yield return $"The whole record needs {worstCase} of the {limits.MaxLookups} look-ups that RFC 7208 §4.6.4 allows.";
        }

        if (voids.Count > 0)
        {
            yield return $"{string.Join(", ", voids.Select(v => Quote.Of(v)))} {(voids.Count == 1 ? "finds" : "find")} nothing in DNS; more than {limits.MaxVoidLookups} such terms make the record fail (RFC 7208 §4.6.4).";
        }

        if (opaque.Count > 0)
        {
            yield return $"{string.Join(", ", opaque.Select(o => Quote.Of(o)))} depends on the sender and was not followed.";
        }
    }

    public static IEnumerable<string> OfTarget(SpfTargetState state, string? problem)
    {
        if (state is SpfTargetState.NoRecord or SpfTargetState.Invalid or SpfTargetState.Unreadable && problem is not null)
        {
            yield return $"The included record itself cannot be used at present: {problem}.";
        }
    }

    /// <summary>A number of look-ups as it is said: where counting has stopped, it is "more than 30".</summary>
    public static string Count(int lookups, SpfLimits limits) => lookups > limits.MaxLookups * LookupCounter.CapFactor
        ? string.Create(CultureInfo.InvariantCulture, $"more than {limits.MaxLookups * LookupCounter.CapFactor}")
        : lookups.ToString(CultureInfo.InvariantCulture);

    private static bool IsMechanismName(string name) =>
        name is "all" or "include" or "a" or "mx" or "ptr" or "ip4" or "ip6" or "exists";
}
