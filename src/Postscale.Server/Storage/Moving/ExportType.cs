namespace Postscale.Server.Storage;

/// <summary>What a column holds, and how it stands in an export.</summary>
internal enum ExportType
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A whole number; times are microseconds since 1970-01-01 UTC.</summary>
    Number,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>Octets, as a JSON string in base64.</summary>
    Octets,
}
