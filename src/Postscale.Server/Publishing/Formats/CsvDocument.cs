using System.Globalization;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>The records as a table (RFC 4180) with a header. Values are as DNS has them: without quotes, whole.</summary>
internal static class CsvDocument
{
    public static string Write(IReadOnlyList<RecordToPublish> records)
    {
        string[] lines =
        [
            "record,type,name,host,value,priority,ttl,required,purpose",
            .. records.Select(r => string.Join(',', Fields(r).Select(Field))),
        ];

        // RFC 4180 §2: lines end with CRLF.
        return string.Concat(lines.Select(l => l + "\r\n"));
    }

    private static string[] Fields(RecordToPublish record) =>
    [
        record.Kind.Name,
        record.Issued.Type,
        record.Issued.Name.Text,
        record.Host,
        record.Issued.Value,
        record.Issued.Priority?.ToString(CultureInfo.InvariantCulture) ?? "",
        ZoneText.Ttl.ToString(CultureInfo.InvariantCulture),
        record.IsRecommended ? "recommended" : "required",
        record.Issued.Purpose,
    ];

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
