using System.Globalization;
using System.Text;

namespace Postscale.Client.Http;

/// <summary>Paths and queries of the API.</summary>
internal static class Paths
{
    /// <summary>A segment that a caller gave, as it stands in a path.</summary>
    /// <param name="idOrName">An id or a name.</param>
    /// <exception cref="ArgumentException">It is none, and would lead to another path.</exception>
    public static string Segment(string idOrName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(idOrName);
        // RFC 3986 §5.2.4: these two would take segments away.
        return idOrName is "." or ".."
            ? throw new ArgumentException($"'{idOrName}' is neither an id nor a name", nameof(idOrName))
            : Uri.EscapeDataString(idOrName);
    }

    /// <summary>A path with a query of what is given.</summary>
    /// <param name="path">The path.</param>
    /// <param name="parameters">Names and values; those without a value are left out.</param>
    public static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var mark = '?';
        foreach (var (name, value) in parameters)
        {
            if (Text(value) is { Length: > 0 } given)
            {
                text.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(given));
                mark = '&';
            }
        }

        return text.ToString();
    }

    private static string? Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
