using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Spf;

/// <summary>Reads the argument of a mechanism (RFC 7208 §5).</summary>
internal static class SpfMechanismParser
{
    /// <summary>Reads what follows a mechanism's name.</summary>
    /// <param name="text">The whole term.</param>
    /// <param name="name">The mechanism's name, in lower case.</param>
    /// <param name="end">Where the name ends: at a colon, a slash or the end of the term.</param>
    /// <param name="mechanism">The mechanism read.</param>
    /// <param name="error">What is wrong; its position counts from the start of the term.</param>
    public static bool TryParse(
        string text, string name, int end, [NotNullWhen(true)] out SpfMechanism? mechanism, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        mechanism = null;
        switch (name)
        {
            case "all":
                error = end == text.Length ? null : SpfTermParser.Fault(text, end, "'all' takes nothing after it");
                mechanism = error is null ? new SpfMechanism(SpfMechanismKind.All) : null;
                return mechanism is not null;
            case "include":
                return TryParseDomain(SpfMechanismKind.Include, text, end, required: true, out mechanism, out error);
            case "exists":
                return TryParseDomain(SpfMechanismKind.Exists, text, end, required: true, out mechanism, out error);
            case "ptr":
                return TryParseDomain(SpfMechanismKind.Ptr, text, end, required: false, out mechanism, out error);
            case "a":
                return TryParseHosts(SpfMechanismKind.A, text, end, out mechanism, out error);
            case "mx":
                return TryParseHosts(SpfMechanismKind.MX, text, end, out mechanism, out error);
            case "ip4":
                return SpfNetworkParser.TryParse(SpfMechanismKind.IP4, text, end, out mechanism, out error);
            case "ip6":
                return SpfNetworkParser.TryParse(SpfMechanismKind.IP6, text, end, out mechanism, out error);
            default:
                error = SpfTermParser.Fault(text, 0, UnknownName(text, name, end));
                return false;
        }
    }

    private static string UnknownName(string text, string name, int end) => name switch
    {
        SpfModifier.RedirectName or SpfModifier.ExplanationName => $"'{name}' is a modifier and is written '{name}=', not {Quote.Of(text[..Math.Min(end + 1, text.Length)])}",
        "ipv4" or "ip" => $"'{name}' is no mechanism; an IPv4 address is written 'ip4:'",
        "ipv6" => "'ipv6' is no mechanism; an IPv6 address is written 'ip6:'",
        "includes" or "incl" => $"'{name}' is no mechanism; did you mean 'include'?",
        _ when name.StartsWith("all", StringComparison.Ordinal) => $"{Quote.Of(name)} is no mechanism; 'all' takes nothing after it",
        _ => $"{Quote.Of(name)} is no mechanism; they are all, include, a, mx, ptr, ip4, ip6 and exists",
    };

    private static bool TryParseDomain(
        SpfMechanismKind kind, string text, int end, bool required, [NotNullWhen(true)] out SpfMechanism? mechanism, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        mechanism = null;
        error = null;
        if (end == text.Length && !required)
        {
            mechanism = new SpfMechanism(kind);
            return true;
        }

        if (end == text.Length || text[end] != ':')
        {
            error = SpfTermParser.Fault(text, end, end == text.Length
                ? $"'{SpfMechanism.NameOf(kind)}' needs a domain name after a colon"
                : $"'{SpfMechanism.NameOf(kind)}' takes no '/' after it");
            return false;
        }

        if (!TryReadDomain(kind, text, end + 1, text.Length, out var domain, out error))
        {
            return false;
        }

        mechanism = new SpfMechanism(kind) { Domain = domain };
        return true;
    }

    private static bool TryParseHosts(
        SpfMechanismKind kind, string text, int end, [NotNullWhen(true)] out SpfMechanism? mechanism, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        mechanism = null;
        if (!SpfPrefixes.TryTake(text, end, out var stop, out var prefix4, out var prefix6, out error))
        {
            return false;
        }

        SpfMacroString? domain = null;
        if (end < stop)
        {
            if (text[end] != ':')
            {
                error = SpfTermParser.Fault(text, end, $"{Quote.Of(text[end..])} is no prefix length: it is written '/24', '//64' or '/24//64'");
                return false;
            }

            if (!TryReadDomain(kind, text, end + 1, stop, out domain, out error))
            {
                return false;
            }
        }

        error = null;
        mechanism = new SpfMechanism(kind) { Domain = domain, Prefix4 = prefix4, Prefix6 = prefix6 };
        return true;
    }

    private static bool TryReadDomain(
        SpfMechanismKind kind, string text, int start, int stop, [NotNullWhen(true)] out SpfMacroString? domain, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        if (SpfMacroString.TryParseDomain(text[start..stop], out domain, out error))
        {
            return true;
        }

        error = SpfTermParser.Fault(text, start + error.Position, $"in '{SpfMechanism.NameOf(kind)}', {error.Reason}");
        return false;
    }
}
