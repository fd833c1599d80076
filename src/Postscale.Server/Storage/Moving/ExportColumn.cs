namespace Postscale.Server.Storage;

/// <summary>A column that is exported.</summary>
/// <param name="Name">Its name in the database and in the export.</param>
/// <param name="Type">What it holds.</param>
internal sealed record ExportColumn(string Name, ExportType Type)
{
    /// <summary>Reads <c>name</c>, which is text, or <c>name:number</c>, <c>name:truth</c>, <c>name:octets</c>.</summary>
    public static ExportColumn Parse(string text) => text.Split(':') is [var name, var type]
        ? new(name, Enum.Parse<ExportType>(type, ignoreCase: true))
        : new(text, ExportType.Text);
}
