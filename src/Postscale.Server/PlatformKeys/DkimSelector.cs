namespace Postscale.Server.PlatformKeys;

/// <summary>The order of selectors: each rotation counts the number at the end up.</summary>
public static class DkimSelector
{
    /// <summary>
    /// The selector after this one: its trailing number plus one, with as many digits at least; without a number, 2 is put behind it.
    /// </summary>
    /// <param name="selector">A selector of one or more labels.</param>
    public static string Next(string selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var stem = selector.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var digits = selector[stem.Length..].ToCharArray();
        if (digits.Length == 0)
        {
            return selector + "2";
        }

        // Digit by digit: a label may hold more of them than any number type.
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (digits[i] != '9')
            {
                digits[i]++;
                return stem + new string(digits);
            }

            digits[i] = '0';
        }

        return $"{stem}1{new string(digits)}";
    }
}
