using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>The sentences of the answers.</summary>
internal static class AuthorisationReasons
{
    private const int ManyRecords = 3;

    public static string Holds(DnsName domain, DnsName target, IReadOnlyList<string> path, int lookups, SpfLimits limits) =>
        $"The SPF record of {domain} authorises the senders of {target} through {WalkNames.Say(path)}, with {lookups} of {limits.MaxLookups} look-ups.";

    public static string Multiple(DnsName domain, IReadOnlyList<string> texts)
    {
        var more = texts.Count > ManyRecords ? $" and {texts.Count - ManyRecords} more" : "";
        var quoted = string.Join(", ", texts.Take(ManyRecords).Select(t => Quote.Of(t)));
        return $"{domain} has {texts.Count} SPF records, and receivers reject that (RFC 7208 §4.5). Merge them into one: {quoted}{more}.";
    }

    public static string Syntax(DnsName domain, SpfSyntaxError error, string? missing)
    {
        var addition = missing is null ? "" : $" The record also does not name '{missing}'.";
        return $"The SPF record of {domain} has a syntax error at character {error.Position + 1}, in {Quote.Of(error.Term)}: {error.Reason}.{addition}";
    }

    public static string Glued(DnsName domain, LostSpace lost) =>
        $"The strings of the SPF record of {domain} join without a space, so {Quote.Of(lost.Left)} and {Quote.Of(lost.Right)} are read as {Quote.Of(lost.Glued)}. "
        + $"Put a space at the end of the string before {Quote.Of(lost.Right)}.";

    public static string OtherType(DnsName domain, string text) =>
        $"{domain} has an SPF record only at the retired DNS type SPF (99), which receivers do not read (RFC 7208 §3.1). Publish it as TXT: {Quote.Of(text)}.";

    public static string Absent(SpfRead read)
    {
        var name = read.Answer.Name;
        if (read.Answer.Outcome == DnsOutcome.NoSuchName)
        {
            return $"{name} has no SPF record: the name does not exist in DNS.";
        }

        return Similar(read, "spf") is not { } similar
            ? $"{name} has no SPF record: no TXT record there begins with 'v=spf1'."
            : $"{name} has no SPF record: the TXT record {Quote.Of(similar)} does not begin with 'v=spf1' and a space.";
    }

    public static string? Similar(SpfRead read, string word) =>
        read.Answer.Records.OfType<TxtRecord>().Select(t => t.Text).FirstOrDefault(t => t.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static string WrongQualifier(DnsName domain, DnsName target, WalkEnd end)
    {
        var (sign, word) = end.Qualifier switch
        {
            SpfQualifier.Fail => ('-', "fail"),
            SpfQualifier.SoftFail => ('~', "soft fail"),
            _ => ('?', "neutral"),
        };
        return $"The SPF record of {domain} reaches {target} through {WalkNames.Say(end.Path)}, and the '{sign}' there makes the result {word} where pass is needed; remove the '{sign}'.";
    }

    public static string Fails(SpfAuthorisationOutcome outcome) => outcome switch
    {
        SpfAuthorisationOutcome.TemporaryFailure => "cannot be judged now",
        SpfAuthorisationOutcome.TooManyLookups => "needs too many look-ups",
        SpfAuthorisationOutcome.TooManyVoids => "has too many terms that find nothing",
        SpfAuthorisationOutcome.TooManyMxHosts => "has an 'mx' with too many hosts",
        SpfAuthorisationOutcome.IncludeLoop => "leads in a circle",
        _ => "leads to a record that cannot be used",
    };

    public static string Missing(DnsName domain, string include, SpfRecord record, IReadOnlyList<string> opaque)
    {
        var hint = record.Terms.OfType<SpfModifier>().Any(m => m.Name == "include")
            ? " It has 'include=', which is ignored; an include is written with a colon."
            : opaque.Count > 0 ? $" {Quote.Of(opaque[0])} depends on the sender and was not followed." : "";
        return $"The SPF record of {domain} is missing '{include}'.{hint}";
    }
}
