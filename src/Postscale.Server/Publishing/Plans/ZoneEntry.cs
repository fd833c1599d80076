using System.Globalization;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>A record that stands in a zone now, with its value in one form whatever the provider's own is.</summary>
/// <param name="Name">Where it stands.</param>
/// <param name="Type">Its type, as in zone files.</param>
/// <param name="Value">TXT: the strings joined; MX: "10 mx.example.com"; CNAME: the target; others: as the provider has it. Names without a last dot.</param>
/// <param name="Ttl">How long it may be cached, in seconds; 0 where the provider does not say.</param>
/// <param name="Handle">What the provider knows it by, or the record as it was read; null where nothing is needed.</param>
internal sealed record ZoneEntry(DnsName Name, string Type, string Value, uint Ttl, object? Handle = null)
{
    public const string Txt = "TXT";
    public const string Mx = "MX";
    public const string Cname = "CNAME";

    /// <summary>Whether the provider answers with its own addresses in the record's place.</summary>
    public bool IsProxied { get; init; }

    /// <summary>The value as plans show it.</summary>
    public string Shown => IsProxied ? $"{Value} (proxied)" : Value;

    /// <summary>The value of an MX record.</summary>
    public static string MxValue(int preference, DnsName exchange) => string.Create(CultureInfo.InvariantCulture, $"{preference} {exchange}");

    /// <summary>Takes the value of an MX record apart; null where it is none.</summary>
    public static (int Preference, DnsName Exchange)? ReadMx(string value) =>
        value.Split(' ', 2) is [var preference, var exchange]
        && ushort.TryParse(preference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && DnsName.TryParse(exchange.Trim(), out var name)
            ? (number, name)
            : null;
}
