using System.Globalization;

namespace Postscale.Server.Http;

/// <summary>What the readers of query strings share.</summary>
internal static class QueryParameter
{
    /// <summary>A number of digits alone; one too large to hold counts as the largest. Null for anything else.</summary>
    /// <param name="text">The parameter's value.</param>
    public static long? Number(string? text) => string.IsNullOrEmpty(text) || !text.All(char.IsAsciiDigit) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    /// <summary>The error of a parameter that is given more than once.</summary>
    /// <param name="name">The parameter.</param>
    public static ApiError Repeated(string name) => new(ErrorCode.FieldInvalid, $"the '{name}' parameter is given more than once", name);

    /// <summary>The error of a parameter that is not what it must be.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="wanted">What it must be.</param>
    public static ApiError Invalid(string name, string wanted) => new(ErrorCode.FieldInvalid, $"the '{name}' parameter must be {wanted}", name);
}
