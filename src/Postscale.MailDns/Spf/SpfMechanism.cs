using System.Globalization;
using System.Net;

namespace Postscale.MailDns.Spf;

/// <summary>One mechanism with its argument (RFC 7208 §5). <c>ToString</c> gives its canonical text, without a qualifier.</summary>
public sealed record SpfMechanism
{
    /// <summary>The longest IPv4 prefix, in bits.</summary>
    internal const int MaxPrefix4 = 32;

    /// <summary>The longest IPv6 prefix, in bits.</summary>
    internal const int MaxPrefix6 = 128;

    internal SpfMechanism(SpfMechanismKind kind) => Kind = kind;

    /// <summary>Which mechanism it is.</summary>
    public SpfMechanismKind Kind { get; }

    /// <summary>The domain-spec after the colon; null where none is written and for "all", "ip4" and "ip6".</summary>
    public SpfMacroString? Domain { get; internal init; }

    /// <summary>The address of "ip4" and "ip6", host bits included as written; otherwise null.</summary>
    public IPAddress? Address { get; internal init; }

    /// <summary>How many leading bits of an IPv4 address count, 0 to 32; for "a", "mx" and "ip4".</summary>
    public int Prefix4 { get; internal init; } = MaxPrefix4;

    /// <summary>How many leading bits of an IPv6 address count, 0 to 128; for "a", "mx" and "ip6".</summary>
    public int Prefix6 { get; internal init; } = MaxPrefix6;

    /// <summary>Whether evaluating it costs one of the ten look-ups (RFC 7208 §4.6.4).</summary>
    public bool CostsLookup => Kind is SpfMechanismKind.Include or SpfMechanismKind.A or SpfMechanismKind.MX
        or SpfMechanismKind.Ptr or SpfMechanismKind.Exists;

    /// <summary>The mechanism's name as written in a record.</summary>
    public string Name => NameOf(Kind);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Name;
        if (Domain is not null)
        {
            text += $":{Domain}";
        }
        else if (Address is not null)
        {
            text += $":{Address}";
        }

        if (Prefix4 != MaxPrefix4)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"/{Prefix4}");
        }

        if (Prefix6 != MaxPrefix6)
        {
            // RFC 7208 §5.3: beside an IPv4 prefix an IPv6 prefix has two slashes; "ip6" has no other and takes one (§5.6).
            text += string.Create(CultureInfo.InvariantCulture, $"{(Kind == SpfMechanismKind.IP6 ? "/" : "//")}{Prefix6}");
        }

        return text;
    }

    internal static string NameOf(SpfMechanismKind kind) => kind switch
    {
        SpfMechanismKind.All => "all",
        SpfMechanismKind.Include => "include",
        SpfMechanismKind.A => "a",
        SpfMechanismKind.MX => "mx",
        SpfMechanismKind.Ptr => "ptr",
        SpfMechanismKind.IP4 => "ip4",
        SpfMechanismKind.IP6 => "ip6",
        _ => "exists",
    };
}
