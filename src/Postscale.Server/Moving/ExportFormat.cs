namespace Postscale.Server.Moving;

/// <summary>
/// The form of an export: lines of JSON. The first says what it is, then comes one for each row,
/// <c>{"kind":"domain","row":{…}}</c>, and the last counts them, so that a file that was cut short is recognised.
/// </summary>
internal static class ExportFormat
{
    /// <summary>The member of the first line that tells the version of this form.</summary>
    public const string Header = "postscale_export";

    /// <summary>The version this program writes, and the only one it reads.</summary>
    public const int Version = 1;

    public const string Schema = "schema";
    public const string ExportedAt = "exported_at";

    /// <summary>Whose rows: <c>"all"</c>, or a list of names.</summary>
    public const string Accounts = "accounts";

    public const string Kind = "kind";
    public const string Row = "row";

    /// <summary>The only member of the last line: how many rows of each kind there are.</summary>
    public const string Counts = "postscale_export_counts";

    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLine = 16 * 1024 * 1024;
}
