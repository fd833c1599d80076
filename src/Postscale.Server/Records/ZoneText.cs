using System.Globalization;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Records;

/// <summary>Lines of master files (RFC 1035 §5).</summary>
public static class ZoneText
{
    /// <summary>How long the records may be cached, in seconds: short enough to mend a mistake within the hour.</summary>
    public const int Ttl = 3600;

    /// <summary>RFC 1035 §3.3: the octets of one character string.</summary>
    private const int MaxString = 255;

    /// <summary>One line: an absolute name, its type and its data.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="data">The data in master file form.</param>
    public static string Line(DnsName name, string type, string data) => $"{name}. IN {type} {data}";

    /// <summary>One line that has its time to live in it, whatever the file around it says.</summary>
    /// <param name="record">The record.</param>
    public static string Line(IssuedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return string.Create(CultureInfo.InvariantCulture, $"{record.Name}. {Ttl} IN {record.Type} {Data(record)}");
    }

    /// <summary>The data of a record in master file form.</summary>
    /// <param name="record">The record.</param>
    public static string Data(IssuedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Type switch
        {
            "TXT" => Strings(record.Value),
            "MX" => string.Create(CultureInfo.InvariantCulture, $"{record.Priority} {record.Value}."),
            _ => $"{record.Value}.",
        };
    }

    /// <summary>A text as the character strings of a TXT record: no longer than 255 octets each, quoted, and escaped as §5.1 says.</summary>
    /// <param name="text">The text; each character stands for one octet. One with others is taken as UTF-8.</param>
    public static string Strings(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var octets = (text.Any(c => c > 0xFF) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);

        // RFC 1035 §3.3.14: one string or more, and it may be empty.
        return octets.Length == 0 ? "\"\"" : string.Join(' ', octets.Chunk(MaxString).Select(Quoted));
    }

    /// <summary>Reads the character strings of a TXT record and joins them, as SPF and DKIM do.</summary>
    /// <param name="strings">The strings, quoted or not, with white space between them.</param>
    /// <param name="text">The text; each character stands for one octet.</param>
    public static bool TryJoin(string strings, out string text)
    {
        ArgumentNullException.ThrowIfNull(strings);
        text = "";
        var joined = new StringBuilder();
        var inQuotes = false;
        for (var i = 0; i < strings.Length; i++)
        {
            var c = strings[i];
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (c == '\\')
            {
                if (!TryReadEscape(strings, ref i, out var octet))
                {
                    return false;
                }

                joined.Append(octet);
            }
            else if (inQuotes || c is not (' ' or '\t'))
            {
                joined.Append(c);
            }
        }

        text = joined.ToString();
        return !inQuotes;
    }

    private static bool TryReadEscape(string text, ref int i, out char octet)
    {
        octet = '\0';
        if (i + 1 >= text.Length)
        {
            return false;
        }

        if (!char.IsAsciiDigit(text[i + 1]))
        {
            octet = text[++i];
            return true;
        }

        if (i + 3 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        i += 3;
        octet = (char)value;
        return true;
    }

    private static string Quoted(byte[] octets)
    {
        var quoted = new StringBuilder("\"", octets.Length + 2);
        foreach (var octet in octets)
        {
            _ = octet switch
            {
                (byte)'"' or (byte)'\\' => quoted.Append('\\').Append((char)octet),
                >= 0x20 and < 0x7F => quoted.Append((char)octet),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
