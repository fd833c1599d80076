using System.Globalization;

namespace Postscale.Cli.Api.Printing;

/// <summary>Values in words.</summary>
internal static class Words
{
    /// <summary>A time, as the API writes it; a dash for none.</summary>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Sentences in one field of a line.</summary>
    public static string Sentences(IReadOnlyList<string>? texts) => texts is null or [] ? "-" : string.Join("; ", texts);

    public static string List(IEnumerable<string>? texts) => texts is null ? "-" : string.Join(',', texts) is { Length: > 0 } list ? list : "-";
}
