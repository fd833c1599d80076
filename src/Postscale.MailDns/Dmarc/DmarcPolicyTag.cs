using Postscale.MailDns.Dkim;

namespace Postscale.MailDns.Dmarc;

/// <summary>Reads p=, sp= or np=, and says what was probably meant where it cannot.</summary>
internal static class DmarcPolicyTag
{
    public static (DmarcPolicy? Policy, DmarcError? Fault) Read(string text, Dictionary<string, TagSpec> tags, string name)
    {
        if (!tags.TryGetValue(name, out var tag))
            return (null, name == "p" ? new(DmarcErrorKind.PolicyMissing, text.Length, "the p= tag, which holds the policy, is missing") : null);

        DmarcPolicy? policy = tag.Value.ToLowerInvariant() switch
        {
            "none" => DmarcPolicy.None,
            "quarantine" => DmarcPolicy.Quarantine,
            "reject" => DmarcPolicy.Reject,
            _ => null,
        };
        return (policy, policy is null ? FaultOf(name, tag) : null);
    }

    private static DmarcError FaultOf(string name, TagSpec tag)
    {
        var (value, start) = (tag.Value, tag.ValuePosition);
        if (value.IndexOf('"') is >= 0 and var quote)
            return new(DmarcErrorKind.Quotes, start + quote, $"quotation marks are part of the {name}= tag {Excerpt.At(start + quote)}");
        if (value.EndsWith('\\'))
            return new(DmarcErrorKind.Backslash, start + value.Length - 1, $"a backslash is part of the {name}= tag {Excerpt.At(start + value.Length - 1)}");

        // "none rua=..." and "none, rua=...": a word of the policy, then what was meant as the next tag.
        var end = value.AsSpan().IndexOfAny(" \t,");
        if (end > 0 && value.IndexOf('=', end) > end)
        {
            var at = start + end;
            return value[end] == ','
                ? new(DmarcErrorKind.CommaForSemicolon, at, $"a comma stands after the {name}= tag {Excerpt.At(at)}, where a semicolon belongs")
                : new(DmarcErrorKind.MissingSemicolon, at, $"a semicolon is missing after the {name}= tag {Excerpt.At(at)}");
        }

        return new(
            name == "p" ? DmarcErrorKind.PolicyInvalid : DmarcErrorKind.SubdomainPolicyInvalid,
            start,
            $"the {name}= tag is {Excerpt.Quote(value)}, and must be none, quarantine or reject");
    }
}
