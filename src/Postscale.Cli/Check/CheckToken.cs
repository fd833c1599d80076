namespace Postscale.Cli.Check;

/// <summary>The ownership token as people paste it.</summary>
internal static class CheckToken
{
    private const int MaxLength = 128;

    /// <summary>Reads it, alone or with the prefix that stands before it in the record; none is none.</summary>
    public static bool TryRead(string? text, string prefix, out string? token)
    {
        token = text?.Trim();
        if (token is null)
        {
            return true;
        }

        if (prefix.Length > 0 && token.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            token = token[prefix.Length..];
        }

        return token.Length is > 0 and <= MaxLength && token.All(c => c is > ' ' and <= '~' and not '"' and not '\\');
    }
}
